//! The facts by which solutions are told apart, each a choice with one code.

use crate::coded;

coded! {
    /// What a solution is for.
    Category {
        /// Document drafting, summarising, translation.
        Documents = "DOC",
        /// Meeting minutes and transcription.
        Meetings = "MTG",
        /// Enquiry chatbots and voice.
        Chat = "CHAT",
        /// Case triage, complaint classification.
        Cases = "CASE",
        /// Licence and application processing.
        Licences = "LIC",
        /// Statistics, data checking, forecasting.
        Data = "DATA",
        /// Image and video analytics.
        Vision = "VIS",
        /// Traffic and transport.
        Traffic = "TRAF",
        /// Inspection, robots and drones.
        Inspection = "INSP",
        /// Weather, environment, geohazard.
        Weather = "WX",
        /// Cybersecurity and fraud detection.
        Security = "SEC",
        /// Knowledge search and retrieval.
        Retrieval = "SRCH",
        /// Legal and policy analysis.
        Legal = "LEGAL",
        /// Health and care.
        Health = "HLTH",
        /// Education and training.
        Education = "EDU",
        /// Internal personnel, finance, procurement.
        Internal = "HRFIN",
        /// Software engineering assistance.
        Code = "CODE",
        /// Models, compute, guardrails, evaluation.
        Platform = "PLAT",
    }
}

coded! {
    /// The most sensitive data a solution may handle, least first.
    DataLevel {
        /// Already public.
        Public = "public",
        /// Not classified, not public.
        Unclassified = "unclassified",
        /// RESTRICTED.
        Restricted = "restricted",
        /// CONFIDENTIAL.
        Confidential = "confidential",
    }
}

coded! {
    /// How a department gets it.
    Access {
        /// By a call-off order under a signed contract.
        CallOff = "call_off",
        /// From the department that built it.
        InHouse = "in_house",
        /// In a sandbox trial only.
        Trial = "trial",
        /// Not from here: it is described for reference.
        Reference = "reference",
    }
}

coded! {
    /// Where an entry stands in the catalogue.
    Stage {
        /// Can be found and asked for.
        Listed = "listed",
        /// Can be found; asking is stopped for now.
        Suspended = "suspended",
        /// Kept for the record.
        Retired = "retired",
    }
}

coded! {
    /// Risk tier of the Digital Policy Office's guideline; an unacceptable one is never listed.
    RiskTier {
        /// Low.
        Low = "low",
        /// Limited.
        Limited = "limited",
        /// High: needs an impact assessment.
        High = "high",
    }
}

coded! {
    /// Where it runs.
    Hosting {
        /// The government's own cloud.
        GovernmentCloud = "government_cloud",
        /// The department's machines.
        OnPremises = "on_premises",
        /// The officer's device.
        OnDevice = "on_device",
        /// A supplier's cloud in Hong Kong.
        VendorCloudHongKong = "vendor_cloud_hk",
        /// A supplier's cloud elsewhere.
        VendorCloudElsewhere = "vendor_cloud_elsewhere",
    }
}

coded! {
    /// What kind of model it uses.
    Model {
        /// Published weights, run by us.
        OpenWeights = "open_weights",
        /// Somebody's model behind an interface.
        CommercialApi = "commercial_api",
        /// Trained for this purpose.
        Custom = "custom",
        /// None: rules and statistics.
        None = "none",
    }
}

coded! {
    /// A language it was tested in.
    Language {
        /// Spoken Cantonese.
        CantoneseSpeech = "cantonese_speech",
        /// Spoken Putonghua.
        PutonghuaSpeech = "putonghua_speech",
        /// Spoken English.
        EnglishSpeech = "english_speech",
        /// Written Traditional Chinese.
        TraditionalChinese = "traditional_chinese",
        /// Written Simplified Chinese.
        SimplifiedChinese = "simplified_chinese",
        /// Written English.
        English = "english",
    }
}

coded! {
    /// An assessment a solution holds.
    AssuranceKind {
        /// Security risk assessment and audit.
        Security = "security",
        /// Privacy impact assessment.
        Privacy = "privacy",
        /// Artificial-intelligence assessment by risk tier.
        Ai = "ai",
        /// Accessibility.
        Accessibility = "accessibility",
    }
}

coded! {
    /// Where a figure of evidence was measured.
    EvidenceKind {
        /// On a test set.
        Test = "test",
        /// In live use.
        Live = "live",
        /// In a trial.
        Trial = "trial",
    }
}

coded! {
    /// Size of the supplier: micro under 10 people, small under 50, medium under 100.
    SupplierSize {
        /// Under 10 people.
        Micro = "micro",
        /// Under 50 people.
        Small = "small",
        /// Under 100 people.
        Medium = "medium",
        /// Larger.
        Large = "large",
    }
}

coded! {
    /// What an amount of a rate card is paid for.
    RateKind {
        /// Once, at the start.
        Once = "once",
        /// Every month.
        Month = "month",
        /// Every month for each user.
        UserMonth = "user_month",
        /// Each unit used.
        Unit = "unit",
    }
}

coded! {
    /// What one unit is.
    Unit {
        /// A minute of audio.
        AudioMinute = "audio_minute",
        /// A page.
        Page = "page",
        /// A picture.
        Image = "image",
        /// A case.
        Case = "case",
        /// A call.
        Call = "call",
        /// A question.
        Query = "query",
        /// A camera for a month.
        CameraMonth = "camera_month",
        /// A site for a month.
        SiteMonth = "site_month",
        /// A document.
        Document = "document",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_levels_rise_from_public_to_confidential() {
        assert!(DataLevel::Public < DataLevel::Unclassified);
        assert!(DataLevel::Unclassified < DataLevel::Restricted);
        assert!(DataLevel::Restricted < DataLevel::Confidential);
    }

    #[test]
    fn every_code_is_read_back() {
        for category in Category::ALL {
            assert_eq!(Category::parse(category.code()), Some(*category));
        }
        assert_eq!(Category::parse("NONE"), None);
    }
}
