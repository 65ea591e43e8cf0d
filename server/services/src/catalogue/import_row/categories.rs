//! What a use case is for, judged by the words its department uses.

use super::text;
use domain::catalogue::Category;
use std::collections::HashMap;

/// Words of each category, the more particular category first: of two with the same points it wins.
///
/// A word counts at the start of a word of the text ("summar" in "summarization"). One ending in a full
/// stop counts as a whole word only ("rag." not in "ragged"). One ending in a question mark says how a
/// thing is made or hardly what it is for ("generative ai?"): it counts least wherever it stands.
#[rustfmt::skip]
const WORDS: &[(Category, &str)] = &[
    (Category::Health,
        "patient, clinic, disease, medical, medicine, medicare, medicaid, health, cancer, \
         hospital, diagnos, nurs, radiolog, mammogra, vaccin, epidemi, covid, surger, surgic, \
         lesion, ecg., sleep, biomed, genom, genetic, patholog, suicid, opioid, nutrition, \
         tubercul, malaria, hiv., drug safety, adverse event, drug develop, drug label, \
         drug applic, therap, pharma, tumor, brain, cardiac, heart, ultrasound, retina, blood, \
         pubmed, toxic, infection, care coordinat, symptom, stroke, mri., ct scan, physician, \
         prescri, child welfare, mental, prosthe, polyp, protein, immun, virus, influenza, \
         fda cleared, food safety, substance use"),
    (Category::Weather,
        "weather, climate, flood, earthquake, seismic, tsunami, hurricane, rain., rainfall, \
         precipit, snow, wildfire, fire., fires., water quality, streamflow, hydrolog, \
         ecosystem, habitat, species, wildlife, coral, ocean, atmospher, forest., forests, \
         land cover, landcover, land use, landform, vegetation, crop., crops, cropland, soil, \
         geolog, mineral, landslide, volcan, groundwater, emission, air quality, pollut, \
         drought, wetland, river, fish, bird, geospatial, conservation, biodivers, coastal, \
         shoreline, lakes, storm, carbon, invasive, lightning, environmental?, estuar, algal, \
         bats., whale, sea lion, marine, aquifer, sediment, sea ice, elevation?, \
         water temperature, water use, watershed, wind., solar., plankton, hazard?, geophys, \
         geomagnet, trees., pest., pests., agricultur, natural disaster, disaster?"),
    (Category::Traffic,
        "traffic., transportation, transit., vehicle, aviation, flight, aircraft, airspace, \
         air traffic, railroad, rail., railway, highway, driver., drivers., driving, \
         pedestrian, airport, runway, pilots, vessel, commercial motor, road, roads, \
         travel time, travel route, navigation?, crash, faa., nhtsa., fleet, intersection, \
         parking, locomotive, barge, riverfleet, port of entry, ports of entry, ship."),
    (Category::Meetings,
        "meeting, transcri, speech to text, voice to text, audio to text, note taking, \
         notetak, caption, dictation, teams premium, recorded interview, webex, zoom., \
         speech recognition, otter"),
    (Category::Chat,
        "chatbot, chat bot, chat assistant, virtual assistant, virtual agent, \
         digital assistant, conversational, voicebot, voice bot, voice assistant, ivr., \
         interactive voice, call center, contact center, call centre, help desk, helpdesk, \
         service desk, faq, customer service, customer support, live chat, ask a question, \
         inquiries, siri., alexa, phone call, caller"),
    (Category::Code,
        "code., code snippet, source code, coding assist, codebase, software develop, \
         software engineer, programming, developer, github, sql., python, devops, debug, \
         unit test, codewhisperer, low code, legacy system, power platform, \
         application develop, cobol, java., refactor, software test, script., scripts, \
         app develop, tabnine, power automate, amazon q, system testing, software quality, \
         codegen"),
    (Category::Education,
        "student, e learning, elearning, learning management, school, teacher, curricul, \
         course, tutor, coaching, instruction, college, scholar, workforce development, \
         trainee, lesson, financial aid, employee training, staff training, training course, \
         training material, training program, training content, training video, \
         training module, training session, educat, upskill, learner, \
         professional development, literacy, language learning, teaching, learning content, \
         fafsa"),
    (Category::Licences,
        "licens, permit, applicant, application process, application review, adjudicat, \
         eligib, visa., visas., naturaliz, immigration benefit, benefit application, patent, \
         trademark, grant application, grant proposal, proposal review, proposals, reviewer, \
         enrollment, registration?, certification, passport, petition, premarket, asylum, \
         prior art, site application, grants, merit review"),
    (Category::Legal,
        "legal, ediscovery, e discovery, litigation, regulat, policy, policies, statut, court, \
         foia, laws., freedom of information, attorney, case law, lexis, westlaw, rulemaking, \
         complian, legislat, treaty, treaties, relativity, privileg, contract clause, pardon, \
         clemency, discovery document, filings, docket, guidance document, sanction, \
         human rights, diplomac, diplomat, negotiat, directive"),
    (Category::Security,
        "cyber, fraud, malware, malicious, threat, phish, intrusion, vulnerab, siem., \
         improper payment, spam, money launder, suspicious, insider, authenticat, \
         identity verification, identity proofing, endpoint, dark web, deepfake, \
         synthetic media, disinformation, misinformation, foreign malign, counterfeit, \
         trafficking, firewall, security event, security log, network traffic, zero trust, \
         network security, security operation, security monitor, illicit, smuggl, contraband, \
         crimin, forensic, cryptocurrenc, blockchain, bank secrecy, security alert, captcha, \
         antivirus, spoof, log analysis, system logs, attack, terror, fentanyl, narcotic, \
         watchlist, open source intelligence, osint, ballistic, gunshot, inmate, splunk, \
         zscaler, soar., tampering, market manipulation, investigat, exploitation, offender, \
         crowdstrike"),
    (Category::Vision,
        "image, imaging, video, facial, face recogni, face match, imagery, computer vision, \
         photo, camera, object detection, object recognition, license plate, plate reader, \
         biometric, segmentation, fingerprint, print comparison, picture, iris recogn, \
         visual recognition, remote sensing, satellite, x ray, scanner, footage, \
         hyperspectral, lidar, radiograph, tattoo, clearview"),
    (Category::Inspection,
        "inspect, drone, uas., uav, unmanned, robot., robots, robotics, robotic arm, \
         autonomous, predictive maintenance, maintenance?, condition monitor, sensor, defect, \
         crack, bridge, non intrusive, cargo, baggage, checkpoint, equipment, \
         transformer failure, power plant, generator, turbine, transmission line, outage, \
         power grid, vegetation management, infrastructure damage, damage assessment, nuclear, \
         hydro., accelerator, reactor, beam, telescope, rover, spacecraft, control system?, \
         diagnostics?"),
    (Category::Internal,
        "hr., human resource, human capital, personnel, hiring, recruit, resume, procure, \
         federal acquisition, acquisition plan, acquisition polic, acquisition approval, \
         contracting, contract management, contract writing, invoice, payroll, budget, \
         finance, financial management, financial statement, financial report, \
         financial operation, accounting, accounts payable, payment process, audit, \
         booking travel, travel accommodation, travel expense, travel voucher, employee?, \
         workforce, vendor?, supply chain, purchas, position description, time tracking, \
         time management, expense, ledger, schedul?, real property, job announcement, job., \
         jobs., robotic process automation, rpa., onboarding, spend., workplace, office space, \
         warehouse, inventory?, obligation, naics, disbursement, small business, supplier, \
         market research, asset management"),
    (Category::Cases,
        "triag, complaint, case management, caseload, case process, public comment, \
         comment analysis, comments?, correspondence, sentiment, feedback?, ticket, \
         prioritiz?, routing of, route incoming, incoming email, claim, dispute, \
         service request, incident report, tip line, tips, allegation, disability, hearing, \
         survey response, survey comment, case file, case work, deduplicat, backlog"),
    (Category::Documents,
        "draft, summar, translat, writing, written communication, grammar, proofread, rewrit, \
         plain language, text generation, generate text, presentation, slide, \
         document process, document creat, digitiz, digitis, ocr., optical character, \
         handwrit, redact, paper form, copy edit, editing, edits., powerpoint, \
         social media post, content creat, content generat, creative content, report generat, \
         generating report, news article, graphic design, graphics, form recogni, \
         word processor, newsletter, section 508, alt text, m365, microsoft 365, office 365, \
         grammarly, extract data from, information extraction, pdf, image generation, \
         creative ai"),
    (Category::Retrieval,
        "search, retriev, knowledge, semantic, rag., question answering, find information, \
         document discovery, look up, lookup, locate?, metadata, tagging, literature, catalog, \
         librar, recommend?, perplexity, taxonom, index, records management, record schedul, \
         archiv, curat, reference material, intranet, query?, queries?, discover?"),
    (Category::Data,
        "statistic, forecast, predict?, data quality, data clean, anomal, outlier, imputation, \
         impute, regression, dashboard, visualiz, data analy, analytics?, autocod, auto code, \
         estimat?, entity resolution, time series, record linkage, econom, survey data, \
         census, data science, clustering, topic model, nowcast, trend, simulation, \
         risk model, machine learning model?, data set?, dataset?, data integrat, data match, \
         geocod, tabular, financial regulation, securities, classify data, \
         code classification, data extraction, data entry, modeling?, supervised?, \
         neural network?"),
    (Category::Platform,
        "sandbox, gpu, compute., computing, mlops, guardrail, model evaluation, \
         capability evaluation, ai governance, foundation model, azure openai, azure ai, \
         bedrock, vertex, sagemaker, databricks, experimentation, testbed, test bed, \
         model hosting, ai services, ai capabilit, responsible ai, synthetic data, benchmark, \
         algorithm evaluation, enterprise ai, machine learning environment, ai environment, \
         platform?, as a service?, generative ai?, genai?, gen ai?, large language model?, \
         llm.?, llms.?, chatgpt?, gpt?, openai?, claude?, gemini?, ai tool?, ai tools?, \
         prompt?, ai model?, cloud?, infrastructure?, proof of concept?, copilot?, \
         ai assistant?"),
];

/// What a topic area says about the category, and how much. "Other", plain "Mission-Enabling",
/// "Government Services" and "Law & Justice" are left out: they stand beside anything.
const TOPICS: &[(&str, Category, i32)] = &[
    ("health medical", Category::Health, 3),
    ("transportation", Category::Traffic, 3),
    ("ai used in transportation", Category::Traffic, 3),
    ("internal dot research", Category::Traffic, 1),
    ("dot sponsored", Category::Traffic, 1),
    ("emergency management", Category::Weather, 1),
    ("education workforce", Category::Education, 2),
    ("mission enabling internal", Category::Internal, 1),
    ("administration of ai governance", Category::Platform, 3),
    ("department level ai capabilities", Category::Platform, 3),
    ("aiml platform", Category::Platform, 3),
    ("nlp", Category::Documents, 1),
    ("natural language processing", Category::Documents, 1),
];

/// The answers that are looked at.
pub(super) struct Clues<'a> {
    pub name: &'a str,
    pub purpose: &'a str,
    pub topic: &'a str,
    pub other_topic: &'a str,
    pub product: &'a str,
}

/// The words of [`WORDS`] by their first letters, ready for looking up.
pub(super) struct Rules(HashMap<Vec<u8>, Vec<Word>>);

struct Word {
    category: Category,
    letters: &'static str,
    whole: bool,
    faint: bool,
}

impl Rules {
    pub fn new() -> Rules {
        let mut words: HashMap<_, Vec<Word>> = HashMap::new();
        for (category, list) in WORDS {
            for word in list.split(", ") {
                let letters = word.trim_end_matches(['.', '?']);
                let (whole, faint) = (word.contains('.'), word.ends_with('?'));
                let word = Word { category: *category, letters, whole, faint };
                words.entry(first_letters(letters)).or_default().push(word);
            }
        }
        Rules(words)
    }

    /// The category with most points; of two, the earlier in the table.
    ///
    /// A word in the name counts four times, in the free topic or the product three times, in the
    /// first sentences of the purpose once: there follow the benefits, alike for all ("saves time").
    /// Where no word and no topic says anything it is data, as analysing data is what nearly all of
    /// them do; internal it is only where the topic says "internal agency support".
    pub fn category(&self, clues: &Clues<'_>) -> Category {
        const FIRST_SENTENCES: usize = 500;
        let purpose: String = clues.purpose.chars().take(FIRST_SENTENCES).collect();
        let no_product = text::starts_with_words(&text::words(clues.product), "none of");
        let product = if no_product { "" } else { clues.product };
        let mut points = HashMap::new();
        for (answer, weight) in [(clues.name, 4), (clues.other_topic, 3), (product, 3), (&purpose, 1)] {
            for word in self.found_in(&text::words(answer)) {
                *points.entry(word.category).or_insert(0) += if word.faint { 1 } else { weight };
            }
        }
        let topic = text::words(clues.topic);
        for (start, category, weight) in TOPICS {
            if text::starts_with_words(&topic, start) {
                *points.entry(*category).or_insert(0) += weight;
            }
        }
        let mut best = (Category::Data, 0);
        for (category, _) in WORDS {
            let points = points.get(category).copied().unwrap_or_default();
            if points > best.1 {
                best = (*category, points);
            }
        }
        best.0
    }

    /// Every known word of the text, once.
    fn found_in(&self, text: &str) -> impl Iterator<Item = &Word> {
        let mut found = HashMap::new();
        let starts = text.match_indices(' ').map(|(blank, _)| blank + 1);
        for start in std::iter::once(0).chain(starts) {
            let rest = &text[start..];
            for word in self.0.get(&first_letters(rest)).into_iter().flatten() {
                let fits = if word.whole {
                    text::starts_with_words(rest, word.letters)
                } else {
                    rest.starts_with(word.letters)
                };
                if fits {
                    found.insert(word.letters, word);
                }
            }
        }
        found.into_values()
    }
}

fn first_letters(text: &str) -> Vec<u8> {
    text.bytes().take(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_speaks_for_two_categories() {
        let mut seen = HashMap::new();
        for word in Rules::new().0.values().flatten() {
            let other = seen.insert(word.letters, word.category);
            assert_eq!(other, None, "{:?}", word.letters);
            assert!(word.letters.len() > 1 && word.letters == text::words(word.letters));
        }
    }

    #[test]
    fn what_a_use_case_is_for_is_told_by_its_words() {
        let rules = Rules::new();
        for (name, topic, category) in [
            ("Plain Language Policy Drafting Assistant", "", Category::Documents),
            ("Webex Meeting Transcription", "", Category::Meetings),
            ("TSA Contact Center Virtual Assistant", "", Category::Chat),
            ("Complaint triage", "", Category::Cases),
            ("Grant application review", "Health & Medical", Category::Licences),
            ("Economic trend forecast", "", Category::Data),
            ("License Plate Reader 1", "Law & Justice", Category::Vision),
            ("Air traffic delay detection", "", Category::Traffic),
            ("Autonomous Drone Inspections", "Science & Space", Category::Inspection),
            ("Predicting streamflow drought", "Mission-Enabling", Category::Weather),
            ("Payment fraud model", "", Category::Security),
            ("Knowledge base search", "", Category::Retrieval),
            ("Legal research", "", Category::Legal),
            ("Vivid iq", "Health & Medical", Category::Health),
            ("Course Recommendation", "", Category::Education),
            ("Position Description Tool", "Mission-Enabling (internal agency support)", Category::Internal),
            ("GitHub Copilot", "", Category::Code),
            ("AI sandbox and model evaluation", "", Category::Platform),
            // The technique gives way to the use.
            ("Generative AI for code conversion", "", Category::Code),
            // Words that contain others.
            ("Human trafficking network", "", Category::Security),
            ("Windows update", "", Category::Data),
            // Nothing is known.
            ("Argo", "", Category::Data),
            ("Argo", " Mission-Enabling (internal agency support) ", Category::Internal),
            ("Argo", "Mission-Enabling", Category::Data),
        ] {
            let clues = Clues { name, topic, purpose: "", other_topic: "", product: "None of the above." };
            assert_eq!(rules.category(&clues), category, "{name}");
        }
    }
}
