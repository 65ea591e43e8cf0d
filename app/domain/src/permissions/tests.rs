use super::*;

#[test]
fn nobody_of_a_supplier_does_what_officers_do_nor_the_other_way_round() {
    for action in Action::ALL {
        let Who::Roles(roles) = action.who() else { continue };
        let suppliers = roles.iter().filter(|role| role.is_of_a_supplier()).count();
        assert!(suppliers == 0 || suppliers == roles.len(), "{action:?}");
    }
}

#[test]
fn a_system_administrator_reads_no_business_and_an_auditor_changes_none() {
    let changing = [
        Action::RequestReuse,
        Action::EndorseReuse,
        Action::ApproveReuse,
        Action::RunDeployment,
        Action::ReportUsage,
        Action::RecordPayment,
        Action::KeepOwnFile,
        Action::VetSuppliers,
        Action::DebarSuppliers,
        Action::AgreeDebarment,
        Action::Invite,
        Action::DraftTender,
        Action::ApproveTender,
        Action::RunTender,
        Action::PostponeClosings,
        Action::AskAboutTender,
        Action::DrawUpContract,
        Action::SignContract,
        Action::AcceptWork,
        Action::SignForCompany,
        Action::ReportPromise,
        Action::AppointPanel,
        Action::AssessBids,
        Action::RunEvaluation,
        Action::CorrectMarks,
        Action::RecommendAward,
        Action::ApproveAward,
        Action::RunAward,
        Action::AnswerOutcome,
    ];
    for action in Action::ALL {
        let Who::Roles(roles) = action.who() else { continue };
        if action != Action::Invite {
            assert!(!roles.contains(&SystemAdministrator), "{action:?}");
        }
        if changing.contains(&action) {
            assert!(!roles.contains(&Auditor), "{action:?}");
        }
    }
}

#[test]
fn the_public_may_only_browse_watch_and_ask_to_register() {
    let open = [
        Action::BrowseCatalogue,
        Action::BrowseSuppliers,
        Action::BrowseTenders,
        Action::RegisterSupplier,
        Action::WatchTenders,
        Action::BrowseContracts,
        Action::BrowseAwards,
        Action::ReadLogHeads,
    ];
    for action in Action::ALL {
        assert_eq!(allows(action, &Actor::Public), open.contains(&action), "{action:?}");
    }
}
