set(text_sources
    text/iscsi_name.cpp  text/iscsi_name.h
    text/text_items.cpp  text/text_items.h
    text/text_keys.cpp   text/text_keys.h
    text/text_values.cpp text/text_values.h
    text/utf8.cpp        text/utf8.h
)
