package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.peer.PeerKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a peer is drawn: a colour on light ground and one on dark, which those with other eyes for colours can tell apart as well
 * (after Okabe and Ito), and a shape for those who see none.
 *
 * @param shape of a mark, as an SVG path around the origin, in units of its radius
 */
record Look(String light, String dark, String shape) {

    private static final String CIRCLE = "M-1 0 a1 1 0 1 0 2 0 a1 1 0 1 0 -2 0z";
    private static final String DIAMOND = "M0 -1.25 L1.25 0 L0 1.25 L-1.25 0z";
    private static final String SQUARE = "M-.9 -.9 h1.8 v1.8 h-1.8z";
    private static final String UP = "M0 -1.1 L1.1 .9 H-1.1z";
    private static final String DOWN = "M0 1.1 L1.1 -.9 H-1.1z";
    private static final String BAR = "M-.5 -1.1 h1 v2.2 h-1z";

    static Look of(PeerKind peer) {
        return switch (peer) {
            case DOLMEN -> new Look("#0072b2", "#4db1f0", CIRCLE);
            case STORE -> new Look("#009e73", "#2fd0a2", DIAMOND);
            case ROCKSDB -> new Look("#d55e00", "#ff8a3d", SQUARE);
            case ROCKSDB_TUNED -> new Look("#c98a00", "#f0b83a", SQUARE);
            case LMDB -> new Look("#a8508a", "#e08fc2", UP);
            case MVSTORE -> new Look("#6a6fb5", "#a9aef0", DOWN);
            case SQLITE -> new Look("#7a6248", "#c2a684", BAR);
            case DYNAMODB_LOCAL -> new Look("#6b6b6b", "#b4b4b4", CIRCLE);
        };
    }

    /** Whether a peer's marks and lines stand out. */
    static boolean isOwn(PeerKind peer) {
        return peer == PeerKind.DOLMEN || peer == PeerKind.STORE;
    }

    /** The class of what is drawn for a peer. */
    static String style(PeerKind peer) {
        return peer.label() + (isOwn(peer) ? " own" : "");
    }

    /** The rules that give each peer's class its colour. */
    static String styleSheet(boolean dark) {
        return Arrays.stream(PeerKind.values())
                .map(peer -> String.format(
                        Locale.ROOT, ".%s { --c: %s }", peer.label(), dark ? of(peer).dark() : of(peer).light()))
                .collect(Collectors.joining(" "));
    }
}
