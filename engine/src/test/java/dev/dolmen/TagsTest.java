package dev.dolmen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.model.AccessDeniedException;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.ListTagsOfResourceRequest;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.ScalarAttributeType;
import dev.dolmen.model.Tag;
import dev.dolmen.model.TagResourceRequest;
import dev.dolmen.model.UntagResourceRequest;
import dev.dolmen.model.ValidationException;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tags on a table that is created with one. */
class TagsTest extends OpenStore {

    private String arn;

    @BeforeEach
    void open() {
        arn = dolmen.createTable(users(List.of(new Tag("stage", "test"))))
                .tableDescription()
                .tableArn();
    }

    private static CreateTableRequest users(List<Tag> tags) {
        return CreateTableRequest.builder()
                .tableName("Users")
                .attributeDefinitions(List.of(AttributeDefinition.of("id", ScalarAttributeType.S)))
                .keySchema(List.of(KeySchemaElement.hash("id")))
                .billingMode("PAY_PER_REQUEST")
                .tags(tags)
                .build();
    }

    private void tag(Tag... tags) {
        dolmen.tagResource(new TagResourceRequest(arn, List.of(tags)));
    }

    private List<Tag> tags() {
        return dolmen.listTagsOfResource(new ListTagsOfResourceRequest(arn, null))
                .tags();
    }

    @Test
    void tagsArePutOnAndTakenOffAndStayAcrossReopening() {
        assertThat(tags()).containsExactly(new Tag("stage", "test"));
        tag(new Tag("team", "b"), new Tag("owner", ""));
        tag(new Tag("team", "a"));
        dolmen.untagResource(new UntagResourceRequest(arn, List.of("stage", "never-there")));
        reopen();
        assertThat(tags()).containsExactly(new Tag("owner", ""), new Tag("team", "a"));
        // Whatever account and region: it is the table of that name.
        arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/Users";
        assertThat(tags()).hasSize(2);
        dolmen.deleteTable("Users");
        dolmen.createTable(users(List.of()));
        assertThat(tags()).isEmpty();
    }

    @Test
    void whatThreadsPutOnAtOnceIsAllThere() {
        IntStream.range(0, 40).parallel().forEach(i -> tag(new Tag(String.format("k%02d", i), "v")));
        assertThat(tags()).hasSize(41);
    }

    @Test
    void aTableHasFiftyTagsAtMost() {
        Tag[] more = IntStream.range(0, 49).mapToObj(i -> new Tag("k" + i, "v")).toArray(Tag[]::new);
        tag(more);
        refused(
                "One or more parameter values were invalid: Number of Tags exceeds per-table limit of 50",
                () -> tag(new Tag("k0", "other"), new Tag("one-more", "v")));
        assertThat(tags()).hasSize(50).contains(new Tag("k0", "v"));
    }

    private static void refused(String message, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(ValidationException.class).hasMessage(message);
    }

    @Test
    void wrongTagsAreRefused() {
        String lengthConstraint = "failed to satisfy constraint: Member must have length ";
        refused(
                "4 validation errors detected: Value '' at 'tags.1.member.key' " + lengthConstraint
                        + "greater than or equal to 1; Value null at 'tags.1.member.value' failed to satisfy constraint:"
                        + " Member must not be null; Value '" + "k".repeat(129) + "' at 'tags.2.member.key' "
                        + lengthConstraint + "less than or equal to 128; Value '" + "v".repeat(257)
                        + "' at 'tags.2.member.value' " + lengthConstraint + "less than or equal to 256",
                () -> tag(new Tag("", null), new Tag("k".repeat(129), "v".repeat(257))));
        refused("Atleast one Tag needs to be provided as Input.", () -> tag());
        refused(
                "Atleast one Tag Key needs to be provided as Input.",
                () -> dolmen.untagResource(new UntagResourceRequest(arn, List.of())));
        refused(
                "1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member must not be null",
                () -> dolmen.tagResource(new TagResourceRequest(arn, null)));
        refused(
                "One or more parameter values were invalid: Duplicate Tag key: a",
                () -> tag(new Tag("a", "1"), new Tag("a", "2")));
        refused(
                "One or more parameter values were invalid: Tag keys must not begin with aws:, which is reserved: aws:a",
                () -> tag(new Tag("aws:a", "1")));
        assertThat(tags()).containsExactly(new Tag("stage", "test"));
        assertThatThrownBy(() -> dolmen.createTable(users(List.of(new Tag("aws:a", "1"))).toBuilder()
                        .tableName("Others")
                        .build()))
                .isInstanceOf(ValidationException.class);
        assertThat(dolmen.tableNames()).containsExactly("Users");
    }

    @Test
    void aTableIsNamedByItsArnAndNothingElse() {
        refused("Invalid TableArn", () -> dolmen.listTagsOfResource(new ListTagsOfResourceRequest(null, null)));
        for (String wrong : List.of("a:b:c:d:e:f/g", arn + "/index/i", arn.replace("Users", "U"))) {
            refused(
                    "Invalid TableArn: Invalid ResourceArn provided as input " + wrong,
                    () -> dolmen.listTagsOfResource(new ListTagsOfResourceRequest(wrong, null)));
        }
        refusedAccess(
                "dynamodb:ListTagsOfResource on resource: *",
                () -> dolmen.listTagsOfResource(new ListTagsOfResourceRequest("", null)));
        refusedAccess(
                "dynamodb:TagResource on resource: Users",
                () -> dolmen.tagResource(new TagResourceRequest("Users", null)));
        refusedAccess(
                "dynamodb:UntagResource on resource: a:b:c:d:e/f",
                () -> dolmen.untagResource(new UntagResourceRequest("a:b:c:d:e/f", null)));
        arn = arn.replace("Users", "Nowhere");
        String notFound = "Requested resource not found: ResourcArn: " + arn + " not found";
        assertThatThrownBy(this::tags)
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessage(notFound);
        assertThatThrownBy(() -> tag(new Tag("a", "b")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessage(notFound);
        assertThatThrownBy(() -> dolmen.untagResource(new UntagResourceRequest(arn, List.of("a"))))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessage("Requested resource not found");
    }

    private static void refusedAccess(String toDo, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage("User: arn:aws:iam::000000000000:user/dolmen is not authorized to perform: " + toDo);
    }
}
