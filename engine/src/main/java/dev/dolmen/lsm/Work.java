package dev.dolmen.lsm;

import java.io.IOException;

/** Something to do that may fail. */
interface Work {

    void run() throws IOException;
}
