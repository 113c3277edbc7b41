/** The write path: batches, and the pipeline that logs, applies and publishes them in one order. */
@NullMarked
package dev.dolmen.lsm.commit;

import org.jspecify.annotations.NullMarked;
