set(isns_sources
    isns/attributes.cpp     isns/attributes.h
    isns/exchange.cpp       isns/exchange.h
    isns/header.cpp         isns/header.h
    isns/ip_address.cpp     isns/ip_address.h
    isns/message_framer.cpp isns/message_framer.h
    isns/target_list.cpp    isns/target_list.h
)
