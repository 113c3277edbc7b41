package dev.dolmen.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    private static final String TABLES = "arn:aws:dynamodb:*:*:table/";

    private static Statement statement(Effect effect, String actions, String resources) {
        return new Statement(
                effect,
                Stream.of(actions.split(" ")).map(ActionPattern::parse).toList(),
                Stream.of(resources.split(" ")).map(ResourcePattern::parse).toList());
    }

    private static Decision decide(Statement... statements) {
        return new Policy(List.of(statements)).decide(new Permission("DeleteItem", Resource.table("Users")));
    }

    @Test
    void whatIsDeniedIsDeniedWhateverIsAllowed() {
        Statement allow = statement(Effect.ALLOW, "*", "*");
        Statement deny = statement(Effect.DENY, "dynamodb:DeleteItem", "*");
        assertThat(decide()).isEqualTo(Decision.NOT_ALLOWED);
        assertThat(decide(allow)).isEqualTo(Decision.ALLOWED);
        assertThat(decide(allow, deny)).isEqualTo(Decision.EXPLICITLY_DENIED);
        assertThat(decide(deny, allow)).isEqualTo(Decision.EXPLICITLY_DENIED);
        assertThat(decide(deny)).isEqualTo(Decision.EXPLICITLY_DENIED);
        assertThat(decide(statement(Effect.ALLOW, "dynamodb:PutItem", "*"))).isEqualTo(Decision.NOT_ALLOWED);
        assertThat(decide(statement(Effect.ALLOW, "dynamodb:DeleteItem", TABLES + "Orders")))
                .isEqualTo(Decision.NOT_ALLOWED);
        assertThat(decide(
                        statement(Effect.ALLOW, "dynamodb:PutItem dynamodb:Del*", TABLES + "Orders " + TABLES + "U*")))
                .isEqualTo(Decision.ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "*, DeleteItem, true",
        "dynamodb:*, DeleteItem, true",
        "dynamodb:DeleteItem, DeleteItem, true",
        "DynamoDB:deleteitem, DeleteItem, true",
        "dynamodb:Delete*, DeleteTable, true",
        "dynamodb:*Item, BatchWriteItem, true",
        "dynamodb:?utItem, PutItem, true",
        "dynamodb:Delete??em, DeleteItem, true",
        "dynamodb:Quer?, DeleteItem, false",
        "dynamodb:DeleteItem, BatchWriteItem, false",
        "dynamodb:Delete*, UndeleteItem, false",
    })
    void actionsAreMatchedWithoutRegardToCase(String pattern, String action, boolean matches) {
        assertThat(ActionPattern.parse(pattern).matches(action)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "*, Users, , true",
        "arn:aws:dynamodb:*:*:*, Users, , true",
        "arn:aws:dynamodb:*:*:table/Users, Users, , true",
        "arn:aws:dynamodb:eu-west-3:123456789012:table/Users, Users, , true",
        "arn:aws:dynamodb:*:*:table/Users, users, , false",
        "arn:aws:dynamodb:*:*:table/User, Users, , false",
        "arn:aws:dynamodb:*:*:table/U*s, Users, , true",
        "arn:aws:dynamodb:*:*:table/Users, Users, by-mail, false",
        "arn:aws:dynamodb:*:*:table/Users/index/*, Users, by-mail, true",
        "arn:aws:dynamodb:*:*:table/Users/index/*, Users, , false",
        "arn:aws:dynamodb:*:*:table/Users*, Users, by-mail, true",
        "arn:aws:dynamodb:*:*:table/Users, arn:aws:dynamodb:us-east-1:1:table/Users, , true",
        "arn:aws:dynamodb:*:*:table/Users, arn:aws-cn:dynamodb:x:2:table/Users, , true",
        "arn:aws:dynamodb:*:*:table/Users, Orders, , false",
        "arn:aws:dynamodb:*:*:table/Users, arn:aws:dynamodb:us-east-1:1:table/Orders, , false",
    })
    void anArnMeansTheTableOfThatName(String pattern, String table, String index, boolean matches) {
        assertThat(ResourcePattern.parse(pattern).matches(Resource.index(table, index)))
                .isEqualTo(matches);
    }

    @Test
    void onlyAStarMatchesWhatIsAboutNoTable() {
        assertThat(ResourcePattern.parse("*").matches(Resource.ALL)).isTrue();
        assertThat(ResourcePattern.parse(TABLES + "*").matches(Resource.ALL)).isFalse();
    }

    @Test
    void resourcesAreToldByTheArnsOfThisStore() {
        String users = "arn:aws:dynamodb:dolmen:000000000000:table/Users";
        assertThat(Resource.table("Users").name()).isEqualTo(users);
        assertThat(Resource.table("arn:aws:dynamodb:us-east-1:1:table/Users").name())
                .isEqualTo(users);
        assertThat(Resource.index("Users", "by-mail").name()).isEqualTo(users + "/index/by-mail");
        assertThat(Resource.arn(users)).isEqualTo(Resource.table("Users"));
        assertThat(Resource.arn("Users").name()).isEqualTo("Users");
        assertThat(Resource.arn("").name()).isEqualTo("*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DeleteItem", "s3:GetObject", "dynamodb:DeleteItems", "dynamodb:TransactWriteItems", "dynamodb"})
    void anActionThatThereIsNotIsRefused(String pattern) {
        assertThatThrownBy(() -> ActionPattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + pattern + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Users",
                "table/Users",
                "arn:aws:s3:::bucket",
                "arn:aws:dynamodb:us-east-1:table/Users",
                "arn:aws:dynamodb:*:*:tables/Users",
                "arn:aws:dynamodb:*:*:tab",
                "arn:aws:dynamodb:*:*:global-table/Users",
                "arn:aws:dynamodb:*:*:table/${aws:username}"
            })
    void whatCanBeNoTableIsRefused(String pattern) {
        assertThatThrownBy(() -> ResourcePattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + pattern + "\"");
    }

    /** The same as a regular expression says, which has no special characters here. */
    @Property(tries = 2000)
    void wildcardsMatchWhatTheyStandFor(
            @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(max = 8) String pattern,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 8) String text) {
        boolean expected = text.matches(pattern.replace("*", ".*").replace('?', '.'));
        assertThat(new Wildcard(pattern).matches(text)).isEqualTo(expected);
    }

    @Test
    void manyStarsTakeNoTime() {
        assertThat(new Wildcard("*a".repeat(100) + "b").matches("a".repeat(2000)))
                .isFalse();
    }
}
