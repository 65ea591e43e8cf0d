//! The rows of contracts. `<contract>` is Transport Department's and with the first sample supplier for its signature;
//! `<awarded>` is its tender.

pub(super) const TABLE: &str = "
                                                             public officer approver user finance other curator spend head auditor sysadmin vetting keeper bidder rival
GET /{locale}/contracts
    /en/contracts?q=hotline                                                        200    200    200    200    200    200    200    200    200    200    200    200    200    200    200
GET /{locale}/contracts.csv
    /en/contracts.csv                                                              200    200    200    200    200    200    200    200    200    200    200    200    200    200    200
GET /{locale}/workspace/contracts
    /en/workspace/contracts                                                        303>   200    200    200    200    200    200    200    200    200    403    403    403    403    403
GET /{locale}/workspace/contracts/new
    /en/workspace/contracts/new?tender=<awarded>                                   303>   403    403    403    403    403    403    403    403    403    403    403    403    403    403
POST /{locale}/workspace/contracts/new
    /en/workspace/contracts/new tender=<awarded>&<unused>                            303>   403    403    403    403    403    403    403    403    403    403    403    403    403    403
GET /{locale}/workspace/contracts/{reference}
    /en/workspace/contracts/<contract>                                             303>   200    200    200    200    404    200    200    200    200    403    403    403    403    403
POST /{locale}/workspace/contracts/{reference}
    /en/workspace/contracts/<contract> do=make_ready                               303>   403    403    403    403    403    403    403    403    403    403    403    403    403    403
    /en/workspace/contracts/<contract> do=sign&password=lion+rock+at+low+tide      303>   403    409    403    403    403    403    403    403    403    403    403    403    403    403
    /en/workspace/contracts/<contract> do=cancel                                   303>   403    403    403    403    403    403    403    403    403    403    403    403    403    403
    /en/workspace/contracts/<contract> do=accept_milestone&accepted_milestone=1&evidence=x 303>   403    403    409    403    403    403    403    403    403    403    403    403    403    403
    /en/workspace/contracts/<contract> do=record_payment&<unused>                    303>   403    403    403    422    403    403    403    403    403    403    403    403    403    403
    /en/workspace/contracts/<contract> do=propose_variation&<unused>                 303>   403    403    403    403    403    403    403    403    403    403    403    403    403    403
    /en/workspace/contracts/<contract> do=approve_variation&variation=1            303>   403    409    403    403    403    403    403    403    403    403    403    403    403    403
    /en/workspace/contracts/<contract> do=reject_variation&variation=1             303>   403    422    403    403    403    403    403    403    403    403    403    403    403    403
    /en/workspace/contracts/<contract> do=complete                                 303>   403    403    403    403    403    403    403    403    403    403    403    403    403    403
    /en/workspace/contracts/<contract> do=terminate                                303>   403    422    403    403    403    403    403    403    403    403    403    403    403    403
    /en/workspace/contracts/<contract> do=confirm_promise&report=1-1               303>   403    403    422    403    403    403    403    403    403    403    403    403    403    403
    /en/workspace/contracts/<contract> do=nothing                                  303>   404    404    404    404    404    404    404    404    404    404    404    404    404    404
GET /{locale}/supplier/contracts
    /en/supplier/contracts                                                         303>   403    403    403    403    403    403    403    403    403    403    403    200    200    200
GET /{locale}/supplier/contracts/{reference}
    /en/supplier/contracts/<contract>                                              303>   403    403    403    403    403    403    403    403    403    403    403    200    200    404
POST /{locale}/supplier/contracts/{reference}
    /en/supplier/contracts/<contract> do=sign_supplier&password=wrong              303>   403    403    403    403    403    403    403    403    403    403    403    422    403    404
    /en/supplier/contracts/<contract> do=decline                                   303>   403    403    403    403    403    403    403    403    403    403    403    422    403    404
    /en/supplier/contracts/<contract> do=report_promise&<unused>                     303>   403    403    403    403    403    403    403    403    403    403    403    422    422    404
    /en/supplier/contracts/<contract> do=nothing                                   303>   404    404    404    404    404    404    404    404    404    404    404    404    404    404
";
