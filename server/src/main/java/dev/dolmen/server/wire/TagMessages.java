package dev.dolmen.server.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dolmen.model.ListTagsOfResourceRequest;
import dev.dolmen.model.ListTagsOfResourceResponse;
import dev.dolmen.model.Tag;
import dev.dolmen.model.TagResourceRequest;
import dev.dolmen.model.UntagResourceRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the requests about tags, and writes their answers. */
public final class TagMessages {

    private TagMessages() {}

    public static TagResourceRequest tagResource(JsonReader json) throws IOException {
        @Nullable String[] arn = new String[1];
        Tagged tags = new Tagged();
        json.object(name -> {
            switch (name) {
                case "ResourceArn" -> arn[0] = json.string();
                case "Tags" -> tags.list = tags(json);
                default -> json.skip();
            }
        });
        return new TagResourceRequest(arn[0], tags.list);
    }

    private static final class Tagged {
        private @Nullable List<Tag> list;
    }

    static @Nullable List<Tag> tags(JsonReader json) throws IOException {
        return json.list(() -> {
            @Nullable String[] members = new String[2];
            json.object(name -> {
                switch (name) {
                    case "Key" -> members[0] = json.string();
                    case "Value" -> members[1] = json.string();
                    default -> json.skip();
                }
            });
            return new Tag(members[0], members[1]);
        });
    }

    public static UntagResourceRequest untagResource(JsonReader json) throws IOException {
        @Nullable String[] arn = new String[1];
        Keys keys = new Keys();
        json.object(name -> {
            switch (name) {
                case "ResourceArn" -> arn[0] = json.string();
                case "TagKeys" -> keys.list = json.strings();
                default -> json.skip();
            }
        });
        return new UntagResourceRequest(arn[0], keys.list);
    }

    private static final class Keys {
        private @Nullable List<String> list;
    }

    public static ListTagsOfResourceRequest listTagsOfResource(JsonReader json) throws IOException {
        @Nullable String[] members = new String[2];
        json.object(name -> {
            switch (name) {
                case "ResourceArn" -> members[0] = json.string();
                case "NextToken" -> members[1] = json.string();
                default -> json.skip();
            }
        });
        return new ListTagsOfResourceRequest(members[0], members[1]);
    }

    public static void listTagsOfResource(ListTagsOfResourceResponse answer, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("Tags");
        for (Tag tag : answer.tags()) {
            json.writeStartObject();
            json.writeStringField("Key", tag.key());
            json.writeStringField("Value", tag.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (answer.nextToken() != null) {
            json.writeStringField("NextToken", answer.nextToken());
        }
    }
}
