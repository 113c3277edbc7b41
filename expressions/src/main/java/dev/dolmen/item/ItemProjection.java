package dev.dolmen.item;

import java.util.Collection;

/** Copies some attributes of an encoded item into a new one. */
final class ItemProjection {

    private ItemProjection() {}

    static EncodedItem project(EncodedItem item, Directory directory, Collection<String> names) {
        int[] chosen = names.stream()
                .distinct()
                .mapToInt(directory::findName)
                .filter(index -> index >= 0)
                .sorted()
                .toArray();
        if (chosen.length == directory.count()) {
            return item;
        }
        ByteBuilder out = new ByteBuilder(256);
        int start = ItemCodec.begin(out);
        ValueEncoder encoder = new ValueEncoder(out);
        int container = encoder.begin(chosen.length);
        for (int i = 0; i < chosen.length; i++) {
            out.append(item.array(), directory.start(chosen[i]), directory.length(chosen[i]));
            encoder.end(container, i, chosen.length);
        }
        encoder.finish(container, chosen.length);
        ItemCodec.end(out, start);
        return EncodedItem.of(out.array(), 0, out.length());
    }
}
