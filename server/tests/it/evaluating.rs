//! Who gets which answer at the addresses of an evaluation: the part of the table of permissions that needs one.

/// The same addresses for a tender whose panel marks: `user` chairs it, `finance` sits on it, nobody else here does.
pub const EVALUATING: &str = "
                                                             public officer approver user finance other curator spend head auditor sysadmin vetting keeper bidder rival
GET /{locale}/workspace/tenders/{reference}/evaluation
    /en/workspace/tenders/<opened>/evaluation                      303> 200  200  200  200  404  404  404  200  200  403  404  403  403  403
POST /{locale}/workspace/tenders/{reference}/evaluation
    /en/workspace/tenders/<opened>/evaluation form=begin&finding=x 303> 403  409  403  403  403  403  403  403  403  403  403  403  403  403
    /en/workspace/tenders/<opened>/evaluation form=replace         303> 403  422  403  403  403  403  403  403  403  403  403  403  403  403
GET /{locale}/workspace/tenders/{reference}/evaluation/interests
    /en/workspace/tenders/<opened>/evaluation/interests            303> 200  200  200  200  404  404  404  200  200  403  404  403  403  403
POST /{locale}/workspace/tenders/{reference}/evaluation/interests
    /en/workspace/tenders/<opened>/evaluation/interests form=declare 303> 422  422  422  422  404  404  404  403  403  403  404  403  403  403
GET /{locale}/workspace/tenders/{reference}/evaluation/marks
    /en/workspace/tenders/<opened>/evaluation/marks                303> 200  200  200  200  404  404  404  200  200  403  404  403  403  403
POST /{locale}/workspace/tenders/{reference}/evaluation/marks
    /en/workspace/tenders/<opened>/evaluation/marks                303> 422  422  422  422  404  404  404  403  403  403  404  403  403  403
GET /{locale}/workspace/tenders/{reference}/evaluation/marks/{bid}
    /en/workspace/tenders/<opened>/evaluation/marks/<bid>          303> 404  404  200  200  404  404  404  403  200  403  404  403  403  403
POST /{locale}/workspace/tenders/{reference}/evaluation/marks/{bid}
    /en/workspace/tenders/<opened>/evaluation/marks/<bid> form=marks 303> 404  404  303  303  404  404  404  403  403  403  404  403  403  403
    /en/workspace/tenders/<opened>/evaluation/marks/<bid> form=miss 303> 404  404  422  422  404  404  404  403  403  403  404  403  403  403
GET /{locale}/workspace/tenders/{reference}/evaluation/marks/{bid}/files/{file}
    /en/workspace/tenders/<opened>/evaluation/marks/<bid>/files/0  303> 404  404  404  404  404  404  404  403  404  403  404  403  403  403
GET /{locale}/workspace/tenders/{reference}/evaluation/moderation
    /en/workspace/tenders/<opened>/evaluation/moderation           303> 200  200  200  200  404  404  404  200  200  403  404  403  403  403
POST /{locale}/workspace/tenders/{reference}/evaluation/moderation
    /en/workspace/tenders/<opened>/evaluation/moderation           303> 422  422  409  409  404  404  404  403  403  403  404  403  403  403
GET /{locale}/workspace/tenders/{reference}/evaluation/moderation/{bid}
    /en/workspace/tenders/<opened>/evaluation/moderation/<bid>     303> 404  404  404  404  404  404  404  404  404  403  404  403  403  403
POST /{locale}/workspace/tenders/{reference}/evaluation/moderation/{bid}
    /en/workspace/tenders/<opened>/evaluation/moderation/<bid>     303> 422  422  409  409  404  404  404  403  403  403  404  403  403  403
GET /{locale}/workspace/tenders/{reference}/evaluation/prices
    /en/workspace/tenders/<opened>/evaluation/prices               303> 200  200  200  200  404  404  404  200  200  403  404  403  403  403
POST /{locale}/workspace/tenders/{reference}/evaluation/prices
    /en/workspace/tenders/<opened>/evaluation/prices form=rank     303> 422  422  409  409  404  404  404  403  403  403  404  403  403  403
    /en/workspace/tenders/<opened>/evaluation/prices form=exclude  303> 403  403  403  403  403  403  403  403  403  403  403  403  403  403
    /en/workspace/tenders/<opened>/evaluation/prices form=open     303> 403  403  403  403  403  403  403  403  403  403  403  403  403  403
GET /{locale}/workspace/tenders/{reference}/evaluation/report
    /en/workspace/tenders/<opened>/evaluation/report               303> 200  200  200  200  404  404  404  200  200  403  404  403  403  403
POST /{locale}/workspace/tenders/{reference}/evaluation/report
    /en/workspace/tenders/<opened>/evaluation/report form=sign     303> 422  422  409  409  404  404  404  403  403  403  404  403  403  403
    /en/workspace/tenders/<opened>/evaluation/report form=draw     303> 403  403  403  403  403  403  403  403  403  403  403  403  403  403
    /en/workspace/tenders/<opened>/evaluation/report form=correct  303> 403  403  403  403  403  403  403  403  403  403  403  403  403  403
GET /{locale}/tenders/{reference}/price-question
    /en/tenders/<opened>/price-question                            303> 403  403  403  403  403  403  403  403  403  403  403  404  404  404
POST /{locale}/tenders/{reference}/price-question
    /en/tenders/<opened>/price-question kind=abnormally_low&text=x 303> 403  403  403  403  403  403  403  403  403  403  403  404  404  404
";
