package dev.dolmen.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing sequence of requests as small as it gets: leaves out requests, then members and elements of their bodies,
 * as long as the last request still fails (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input",
 * 2002, in its simplest form).
 */
final class Shrinker {

    private final Predicate<List<WireRequest>> fails;

    Shrinker(Predicate<List<WireRequest>> fails) {
        this.fails = fails;
    }

    List<WireRequest> shrink(List<WireRequest> failing) {
        List<WireRequest> smallest = withoutRequests(failing);
        for (int i = 0; i < smallest.size(); i++) {
            smallest = withSmallerBody(smallest, i);
        }
        return smallest;
    }

    private List<WireRequest> withoutRequests(List<WireRequest> failing) {
        List<WireRequest> smallest = failing;
        for (int size = Math.max(1, failing.size() / 2); size >= 1; size /= 2) {
            int from = smallest.size() - 1 - size;
            while (from >= 0) {
                List<WireRequest> candidate = new ArrayList<>(smallest);
                candidate.subList(from, from + size).clear();
                if (fails.test(candidate)) {
                    smallest = candidate;
                }
                from = Math.min(from, smallest.size() - 1) - size;
            }
        }
        return smallest;
    }

    private List<WireRequest> withSmallerBody(List<WireRequest> failing, int which) {
        List<WireRequest> smallest = failing;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (ObjectNode body : smallerOnes(smallest.get(which).body())) {
                List<WireRequest> candidate = new ArrayList<>(smallest);
                candidate.set(which, new WireRequest(smallest.get(which).operation(), body));
                if (fails.test(candidate)) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /** The body without one of its members or elements: every way there is. */
    static List<ObjectNode> smallerOnes(ObjectNode body) {
        List<ObjectNode> smaller = new ArrayList<>();
        int parts = countParts(body);
        for (int part = 0; part < parts; part++) {
            ObjectNode copy = body.deepCopy();
            removePart(copy, new int[] {part});
            smaller.add(copy);
        }
        return smaller;
    }

    private static int countParts(JsonNode node) {
        int count = node.size();
        for (JsonNode child : node) {
            count += countParts(child);
        }
        return count;
    }

    /** Removes the part of that number, counted in the order in which this walks. */
    private static boolean removePart(JsonNode node, int[] number) {
        if (node instanceof ObjectNode object) {
            for (String name : (Iterable<String>) object::fieldNames) {
                if (number[0]-- == 0) {
                    object.remove(name);
                    return true;
                }
                if (removePart(object.get(name), number)) {
                    return true;
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (number[0]-- == 0) {
                    array.remove(i);
                    return true;
                }
                if (removePart(array.get(i), number)) {
                    return true;
                }
            }
        }
        return false;
    }
}
