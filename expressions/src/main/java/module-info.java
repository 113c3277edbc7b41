/** The item model, its binary encodings and the expression language. Does no I/O. */
module dev.dolmen.expressions {
    requires static org.jspecify;

    exports dev.dolmen.expressions;
    exports dev.dolmen.item;
}
