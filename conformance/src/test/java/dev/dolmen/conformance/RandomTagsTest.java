package dev.dolmen.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dolmen.Dolmen;
import dev.dolmen.DolmenOptions;
import dev.dolmen.model.Durability;
import dev.dolmen.server.DolmenServer;
import dev.dolmen.server.ServerOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random requests about tags, answered as a {@link TagModel} answers them. {@code -Dseed=N} repeats a run. */
final class RandomTagsTest {

    /** An answer that is not the model's, to the last of some requests. */
    private record Surprise(List<WireRequest> requests, String model, String dolmen) {

        /** What is alike in surprises of one cause. */
        String kind() {
            return requests.get(requests.size() - 1).operation() + isList(model) + isList(dolmen);
        }

        private static String isList(String answer) {
            return answer.startsWith("{") ? " list" : " " + answer;
        }
    }

    private static final String ARN = "arn:aws:dynamodb:dolmen:000000000000:table/" + Tables.SIMPLE;
    private static final int RUNS = 12;
    private static final int REQUESTS_PER_RUN = 30;

    @TempDir
    Path directory = Path.of("");

    @Test
    void answersAsTheModelDoes() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("RandomTagsTest: -Dseed=" + seed);
        Random random = new Random(seed);
        try (Dolmen dolmen = Dolmen.open(directory, DolmenOptions.DEFAULT.withDurability(Durability.OS));
                DolmenServer server = DolmenServer.start(dolmen, ServerOptions.DEFAULT)) {
            Endpoint endpoint = new Endpoint(URI.create("http://127.0.0.1:" + server.port() + "/"));
            for (int i = 0; i < RUNS; i++) {
                RandomValues values = new RandomValues(new Random(random.nextLong()));
                List<WireRequest> run = Stream.generate(() -> request(values))
                        .limit(REQUESTS_PER_RUN)
                        .toList();
                Surprise surprise = firstSurprise(run, endpoint);
                if (surprise != null) {
                    Shrinker shrinker = new Shrinker(candidate -> {
                        Surprise found = firstSurprise(candidate, endpoint);
                        return found != null && found.kind().equals(surprise.kind());
                    });
                    fail("-Dseed=" + seed + ": " + firstSurprise(shrinker.shrink(surprise.requests()), endpoint));
                }
            }
        }
    }

    private static @Nullable Surprise firstSurprise(List<WireRequest> requests, Endpoint endpoint) {
        Tables.deletions().subList(0, 1).forEach(endpoint::send);
        Tables.creations().subList(0, 1).forEach(endpoint::send);
        TagModel model = new TagModel(ARN);
        for (int i = 0; i < requests.size(); i++) {
            String expected = model.answer(requests.get(i));
            String actual = told(endpoint.send(requests.get(i)));
            if (!expected.equals(actual)) {
                return new Surprise(requests.subList(0, i + 1), expected, actual);
            }
        }
        return null;
    }

    private static String told(WireAnswer answer) {
        if (answer.isError()) {
            return answer.errorType();
        }
        if (!answer.body().has("Tags")) {
            return "";
        }
        Map<String, String> tags = new TreeMap<>();
        for (JsonNode tag : answer.body().path("Tags")) {
            tags.put(tag.path("Key").asText(), tag.path("Value").asText());
        }
        return tags.toString();
    }

    private static WireRequest request(RandomValues values) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("ResourceArn", values.chance(3) ? ARN + "s" : ARN);
        String operation = values.oneOf(List.of("TagResource", "TagResource", "UntagResource", "ListTagsOfResource"));
        if (operation.equals("TagResource")) {
            tags(body.putArray("Tags"), values);
        } else if (operation.equals("UntagResource")) {
            ArrayNode keys = body.putArray("TagKeys");
            for (int i = values.chance(3) ? 0 : 1 + values.below(3); i > 0; i--) {
                keys.add(key(values));
            }
        }
        return new WireRequest(operation, body);
    }

    /** Now and then many, so that a table comes to have all it may. */
    private static void tags(ArrayNode tags, RandomValues values) {
        if (values.chance(15)) {
            int first = values.below(40);
            for (int i = 0; i < 20; i++) {
                tags.addObject().put("Key", "k" + (first + i)).put("Value", "many");
            }
            return;
        }
        for (int i = values.chance(3) ? 0 : 1 + values.below(3); i > 0; i--) {
            ObjectNode tag = tags.addObject();
            if (!values.chance(1)) {
                tag.put("Key", key(values));
            }
            if (!values.chance(1)) {
                tag.put(
                        "Value",
                        values.chance(4)
                                ? values.oneOf(List.of("v".repeat(256), "v".repeat(257), "50%"))
                                : values.oneOf(List.of("", "v", "w x", "ü/@:")));
            }
        }
    }

    private static String key(RandomValues values) {
        return values.chance(4)
                ? values.oneOf(List.of("", "aws:k", "Aws:k", "k!", "k".repeat(128), "k".repeat(129)))
                : "k" + values.below(60);
    }
}
