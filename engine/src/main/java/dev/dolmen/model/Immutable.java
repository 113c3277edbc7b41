package dev.dolmen.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/** Copies that keep the caller's order, where the JDK's immutable maps and sets would lose it. Null stays null. */
@NullUnmarked
final class Immutable {
    private Immutable() {}

    static <E> List<E> list(List<E> list) {
        return list == null ? null : Collections.unmodifiableList(new ArrayList<>(list));
    }

    static <E> Set<E> set(Set<E> set) {
        return set == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }

    static <K, V> Map<K, V> map(Map<K, V> map) {
        return map == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    static <K, E> Map<K, List<E>> lists(Map<K, List<E>> map) {
        if (map == null) {
            return null;
        }
        Map<K, List<E>> copy = new LinkedHashMap<>();
        map.forEach((key, list) -> copy.put(key, list(list)));
        return Collections.unmodifiableMap(copy);
    }
}
