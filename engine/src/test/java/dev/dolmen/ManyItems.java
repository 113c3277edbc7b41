package dev.dolmen;

import static dev.dolmen.expressions.Attr.attr;
import static dev.dolmen.model.ScalarAttributeType.S;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.ConditionalCheckFailedException;
import dev.dolmen.model.Durability;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;

/**
 * A process of its own, so that its heap can be limited: loads items of about 200 bytes, opens the store again, deletes
 * every second one on condition, opens again, and looks at all that are left. It fails when anything is not as it must be.
 */
public final class ManyItems {

    /** What the store may take of the heap: three memtables of 4 MiB, and as much as one for files and decoded blocks. */
    static final DolmenOptions SMALL =
            DolmenOptions.DEFAULT.withDurability(Durability.OS).withMemoryBudget(16 << 20);

    /** What the store takes if nothing is said of memory: what this process's heap allows. */
    private static final DolmenOptions DEFAULT = DolmenOptions.DEFAULT.withDurability(Durability.OS);

    private static final int WINDOW = 1_000;

    private final Path directory;
    private final int count;
    private final DolmenOptions options;

    private ManyItems(Path directory, int count, DolmenOptions options) {
        this.options = options;
        this.directory = directory;
        this.count = count;
    }

    /** @param arguments the store's directory, how many items, and whether nothing is to be said of memory */
    public static void main(String[] arguments) {
        ManyItems run = new ManyItems(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Boolean.parseBoolean(arguments[2]) ? DEFAULT : SMALL);
        run.load();
        run.deleteEverySecond();
        run.lookAtTheRest();
    }

    private void load() {
        try (Dolmen dolmen = Dolmen.open(directory, options)) {
            Table items = dolmen.createTable("Items").partitionKey("id", S).run();
            inWindows(number -> items.put(item(number)).runAsync());
        }
    }

    private void deleteEverySecond() {
        try (Dolmen dolmen = Dolmen.open(directory, options)) {
            Table items = dolmen.table("Items");
            BitSet deleted = new BitSet(count);
            inWindows(number -> items.delete(id(number))
                    .onlyIf(attr("kind").eq("even"))
                    .runAsync()
                    .handle((answer, failure) -> {
                        if (failure == null) {
                            synchronized (deleted) {
                                deleted.set(number);
                            }
                        } else if (!(cause(failure) instanceof ConditionalCheckFailedException)) {
                            throw new CompletionException(failure);
                        }
                        return number;
                    }));
            for (int number = 0; number < count; number++) {
                require(deleted.get(number) == isEven(number), "answer to the delete of " + number);
            }
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? Objects.requireNonNull(failure.getCause()) : failure;
    }

    private void lookAtTheRest() {
        try (Dolmen dolmen = Dolmen.open(directory, options)) {
            BitSet found = new BitSet(count);
            for (Item item : dolmen.table("Items").scan().items()) {
                int number = Integer.parseInt(((AttributeValue.S) Objects.requireNonNull(item.get("id")))
                        .value()
                        .substring("item-".length()));
                require(item.equals(item(number)), "content of " + item);
                require(!found.get(number), "a second " + number);
                found.set(number);
            }
            for (int number = 0; number < count; number++) {
                require(found.get(number) != isEven(number), "presence of " + number);
            }
            require(dolmen.table("Items").describe().itemCount() == count / 2, "the item count");
        }
    }

    /** Many writes share a sync, and no more than a window of them are in memory. */
    private void inWindows(IntFunction<CompletableFuture<?>> write) {
        for (int from = 0; from < count; from += WINDOW) {
            CompletableFuture<?>[] writes = new CompletableFuture<?>[Math.min(WINDOW, count - from)];
            for (int i = 0; i < writes.length; i++) {
                writes[i] = write.apply(from + i);
            }
            CompletableFuture.allOf(writes).join();
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what + " is not as it must be");
        }
    }

    private static boolean isEven(int number) {
        return number % 2 == 0;
    }

    private static String id(int number) {
        return "item-" + number;
    }

    private static Item item(int number) {
        return Item.of("id", id(number), "kind", isEven(number) ? "even" : "odd", "text", text(number));
    }

    private static String text(int number) {
        return String.format("%08x", number * 0x9e37_79b9).repeat(20);
    }
}
