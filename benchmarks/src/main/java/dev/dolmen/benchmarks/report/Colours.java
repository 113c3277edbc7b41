package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.peer.PeerKind;

/** Each peer has the same colour in every plot. */
final class Colours {

    private Colours() {}

    static String of(PeerKind peer) {
        return switch (peer) {
            case DOLMEN -> "#0b6e4f";
            case STORE -> "#3bb273";
            case ROCKSDB -> "#d1495b";
            case ROCKSDB_TUNED -> "#edae49";
            case LMDB -> "#30638e";
            case MVSTORE -> "#8a5fbf";
            case SQLITE -> "#8d6a4a";
            case DYNAMODB_LOCAL -> "#777777";
        };
    }
}
