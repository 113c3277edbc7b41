package dev.dolmen;

import dev.dolmen.expressions.InvalidExpressionException;
import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.DirectoryLockedException;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.ItemFormatException;
import dev.dolmen.item.UnsupportedItemVersionException;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.ReadOnlyStoreException;
import dev.dolmen.lsm.health.UnknownOutcomeException;
import dev.dolmen.model.CorruptionException;
import dev.dolmen.model.OutcomeUnknownException;
import dev.dolmen.model.StoreClosedException;
import dev.dolmen.model.StoreLockedException;
import dev.dolmen.model.StoreReadOnlyException;
import dev.dolmen.model.StoreUnavailableException;
import dev.dolmen.model.UnsupportedFormatException;
import dev.dolmen.model.ValidationException;
import dev.dolmen.table.RecordFormatException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Turns what happens inside into what callers are told: the only place where the two meet. */
final class Failures {

    /** A call into the store. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    private Failures() {}

    static <T> T translating(Call<T> call) {
        try {
            return call.run();
        } catch (IOException
                | InvalidExpressionException
                | InvalidItemException
                | ItemFormatException
                | RecordFormatException e) {
            throw translated(e);
        }
    }

    /** Gives the future of a call; it carries the failure, too, of what came before there was one. */
    static <T> CompletableFuture<T> inFuture(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(translated(failure));
        }
    }

    /** The public form of a failure; what is public already, or a broken invariant, stays as it is. */
    static RuntimeException translated(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return translated(failure.getCause());
        }
        String message = failure.getMessage();
        if (failure instanceof InvalidExpressionException || failure instanceof InvalidItemException) {
            return new ValidationException(message);
        }
        if (failure instanceof UnsupportedItemVersionException
                || failure instanceof RecordFormatException record && record.isNewer()) {
            return new UnsupportedFormatException(message, failure);
        }
        if (failure instanceof ItemFormatException || failure instanceof RecordFormatException) {
            return new CorruptionException(message, failure);
        }
        if (failure instanceof IOException) {
            return translated((IOException) failure, message((IOException) failure));
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    private static String message(IOException failure) {
        String message = failure.getMessage();
        if (failure instanceof FileSystemException fromSystem && fromSystem.getReason() == null) {
            // Names the file alone; what is wrong with it shows in the kind of failure.
            return message + ": " + reason(fromSystem);
        }
        return message == null ? failure.toString() : message;
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NotDirectoryException) {
            return "Not a directory";
        }
        if (failure instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "Permission denied";
        }
        return failure.getClass().getSimpleName();
    }

    private static RuntimeException translated(IOException failure, String message) {
        if (failure instanceof ClosedStoreException) {
            return new StoreClosedException(message, failure);
        }
        if (failure instanceof ReadOnlyStoreException) {
            return new StoreReadOnlyException(message, failure);
        }
        if (failure instanceof UnknownOutcomeException) {
            return new OutcomeUnknownException(message, failure);
        }
        if (failure instanceof CorruptFileException || failure instanceof MalformedEncodingException) {
            return new CorruptionException(message, failure);
        }
        if (failure instanceof dev.dolmen.io.UnsupportedFormatException) {
            return new UnsupportedFormatException(message, failure);
        }
        if (failure instanceof DirectoryLockedException) {
            return new StoreLockedException(message, failure);
        }
        return new StoreUnavailableException(message, failure);
    }
}
