# What the views show and paint, without a service.
portolan_add_test(gui_models LABEL unit LIBS portolan_gui_models)
portolan_add_test(theme_colors LABEL unit LIBS portolan_gui_widgets)
portolan_add_test(secret_field LABEL unit LIBS portolan_gui_widgets)
