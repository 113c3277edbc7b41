package dev.dolmen.testkit;

import java.nio.file.Path;

/**
 * One call to a simulated disk.
 *
 * @param file what it is about; for a rename the new name, for a link the link
 */
public record DiskOperation(Kind kind, Path file) {

    /** What a call does. */
    public enum Kind {
        CREATE_DIRECTORY(true),
        CREATE(true),
        RENAME(true),
        LINK(true),
        DELETE(true),
        SYNC_DIRECTORY(true),
        WRITE(true),
        TRUNCATE(true),
        SYNC(true),
        OPEN_FOR_WRITING(false),
        OPEN_FOR_READING(false),
        OPEN_DIRECTORY(false),
        READ(false),
        LIST(false),
        EXISTS(false),
        SIZE(false),
        LOCK(false),
        USABLE_BYTES(false);

        private final boolean change;

        Kind(boolean change) {
            this.change = change;
        }

        /** Whether it changes what is on the disk, or what would survive a power failure. */
        public boolean isChange() {
            return change;
        }
    }

    /** Whether it is of this kind, on a file of this plain name. */
    public boolean is(Kind expected, String fileName) {
        return kind == expected && file.endsWith(fileName);
    }
}
