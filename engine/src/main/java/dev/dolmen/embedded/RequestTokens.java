package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.encoding.Decoder;
import dev.dolmen.lsm.encoding.Encoder;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.model.IdempotentParameterMismatchException;
import dev.dolmen.table.RequestToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The first outcomes of writes that carried a request token.
 *
 * <p>An outcome goes into the batch of its effect, refusals too, so that a retry after a crash gets the answer that was,
 * or may have been, given before. The token's latch, held together with the key's, makes two concurrent writes with one
 * token take turns.
 *
 * <p><b>Age.</b> Outcomes lie in buckets of {@link #BUCKET_MINUTES} minutes of {@link TokenTime}. A look-up tries the
 * current bucket and the one before, so an outcome is found for at least one bucket's length and at most two: with room
 * for a clock that jumps ahead a few times, longer than the promised ten minutes. What is older goes bucket by bucket,
 * each with one range tombstone: constant work however many tokens there were, and no index of expiry times to keep. The
 * alternative, such an index, costs one more entry in every write and one more tombstone for every token.
 *
 * <p>Thread-safe.
 */
final class RequestTokens {

    static final int BUCKET_MINUTES = 15;

    private static final long BUCKET_MILLIS = Duration.ofMinutes(BUCKET_MINUTES).toMillis();
    private static final long UPKEEP_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int RECORD_VERSION = 1;

    private final OrderedStore store;
    private final KeyLatches latches;
    private final TokenTime time;
    private final AtomicLong nextUpkeepMillis;

    /** All below have been dropped; guarded by all latches. 0 after opening: dropping them again costs nothing. */
    private int firstKeptBucket;

    /** Of the time that was recorded last; guarded as above. */
    private int recordedBucket;

    private RequestTokens(OrderedStore store, KeyLatches latches, TokenTime time) {
        this.store = store;
        this.latches = latches;
        this.time = time;
        this.nextUpkeepMillis = new AtomicLong(time.millis() + UPKEEP_MILLIS);
        this.recordedBucket = currentBucket();
    }

    /** Goes on from the token time last recorded. */
    static RequestTokens open(OrderedStore store, KeyLatches latches, InstantSource clock) throws IOException {
        ReadResult record = new ReadResult();
        long start = store.get(Keyspace.tokenTime(), null, record) ? new Decoder(record.value()).u64() : 0;
        return new RequestTokens(store, latches, new TokenTime(clock, start));
    }

    /**
     * What a token's first use answered.
     *
     * @param answer as it was given to {@link #remember}
     * @param restsOn the sequence number it was committed with
     */
    record Remembered(Slice answer, long restsOn) {}

    /** The hash whose latch guards a token. */
    static long latchHash(RequestToken token) {
        return StableHash.of(bytes(token));
    }

    /**
     * The first outcome of a token, or null when it is not remembered. Requires: the token's latch is held.
     *
     * @throws RefusalOfWhatWasRead with an {@link IdempotentParameterMismatchException}, when the token belongs to another write
     */
    @Nullable
    Remembered find(RequestToken token) throws IOException {
        Slice name = bytes(token);
        long hash = StableHash.of(name);
        int bucket = currentBucket();
        ReadResult record = new ReadResult();
        for (int b = bucket; b >= Math.max(0, bucket - 1); b--) {
            if (store.get(Keyspace.token(b, hash, name), null, record)) {
                return new Remembered(answer(token, record), record.sequence());
            }
        }
        return null;
    }

    /**
     * Adds a token's answer to the batch of its effect. Requires: the token's latch is held until the commit.
     *
     * <p>In a bucket that has begun since the time was recorded, the batch records it too: the next opening goes on from the time
     * recorded, and no look-up tries a bucket that is still to come. Several writes may do so at once, each with a time of that bucket.
     */
    void remember(RequestToken token, byte[] answer, WriteBatch batch) {
        long now = time.millis();
        int bucket = bucket(now);
        if (bucket > recordedBucket) {
            recordTime(now, batch);
        }
        Slice name = bytes(token);
        Encoder record = new Encoder(64);
        record.u8(RECORD_VERSION)
                .slice(new Slice(token.fingerprint().toByteArray()))
                .raw(new Slice(answer));
        batch.put(Keyspace.token(bucket, StableHash.of(name), name), record.slice());
    }

    private static void recordTime(long millis, WriteBatch batch) {
        batch.put(Keyspace.tokenTime(), new Encoder(Long.BYTES).u64(millis).slice());
    }

    private static Slice answer(RequestToken token, ReadResult read) throws IOException {
        Slice value = read.value();
        Decoder record = new Decoder(value);
        int version = record.u8();
        if (version != RECORD_VERSION) {
            throw new MalformedEncodingException(0, "a request token's record in version " + version);
        }
        Slice fingerprint = record.slice();
        if (!fingerprint.equals(new Slice(token.fingerprint().toByteArray()))) {
            throw new RefusalOfWhatWasRead(
                    read.sequence(),
                    new IdempotentParameterMismatchException(
                            "The request uses the same client token as a previous, but non-identical request."));
        }
        return new Slice(value.array(), value.offset() + record.offset(), record.remaining());
    }

    /**
     * Once a minute of token time, records the time and drops the buckets that no look-up tries any more. Every latch is
     * held for it, so that no write is still about to add to a bucket that is dropped. Requires: no latch is held.
     */
    void upkeep() throws IOException {
        long now = time.millis();
        long due = nextUpkeepMillis.get();
        if (now < due || !nextUpkeepMillis.compareAndSet(due, now + UPKEEP_MILLIS)) {
            return;
        }
        WriteBatch batch = new WriteBatch();
        recordTime(now, batch);
        int bucket = bucket(now);
        KeyLatches.Held all = latches.holdAll();
        try {
            boolean drop = bucket - 1 > firstKeptBucket;
            if (drop) {
                batch.deleteRange(
                        Keyspace.spaceStart(Keyspace.TOKEN_SPACES),
                        Keyspace.spaceStart(Keyspace.TOKEN_SPACES + bucket - 1));
            }
            store.commit(batch);
            firstKeptBucket = drop ? bucket - 1 : firstKeptBucket;
            recordedBucket = Math.max(recordedBucket, bucket);
        } finally {
            all.close();
        }
    }

    private int currentBucket() {
        return bucket(time.millis());
    }

    private static int bucket(long millis) {
        return Math.toIntExact(millis / BUCKET_MILLIS);
    }

    private static Slice bytes(RequestToken token) {
        return new Slice(token.value().getBytes(StandardCharsets.UTF_8));
    }
}
