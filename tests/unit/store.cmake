portolan_add_test(node_store LABEL unit LIBS portolan_store)
