set(login_sources
    login/challenge_registry.cpp      login/challenge_registry.h
    login/chap.cpp                    login/chap.h
    login/chap_exchange.cpp           login/chap_exchange.h
    login/isid.cpp                    login/isid.h
    login/login_config.cpp            login/login_config.h
    login/login_negotiation.cpp       login/login_negotiation.h
    login/login_status.cpp            login/login_status.h
    login/negotiated_parameters.h
    login/operational_negotiation.cpp login/operational_negotiation.h
    login/security_negotiation.cpp    login/security_negotiation.h
    login/target_declarations.cpp     login/target_declarations.h
)
