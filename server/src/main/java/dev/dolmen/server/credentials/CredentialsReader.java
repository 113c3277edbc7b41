package dev.dolmen.server.credentials;

import dev.dolmen.server.policy.Policy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of users, with their keys and policies:
 *
 * <pre>{@code
 * {"Users": [
 *   {"UserName": "reports",
 *    "AccessKeys": [{"AccessKeyId": "REPORTS1", "SecretAccessKey": "..."}],
 *    "Policy": {"Version": "2012-10-17",
 *               "Statement": [{"Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*"}]}}]}
 * }</pre>
 */
public final class CredentialsReader {

    /** AWS, "IAM API Reference": CreateUser and AccessKey. */
    private static final Pattern USER_NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

    private static final Pattern ACCESS_KEY_ID = Pattern.compile("\\w{1,128}");

    private final StrictJson json;
    private final Set<String> names = new HashSet<>();
    private final Map<String, AccessKey> keys = new HashMap<>();

    private CredentialsReader(StrictJson json) {
        this.json = json;
    }

    /**
     * Reads the file.
     *
     * @return all keys by their ids
     * @throws FileFormatException when it has any fault
     */
    public static Map<String, AccessKey> read(byte[] file) {
        return StrictJson.read(file, json -> new CredentialsReader(json).keys());
    }

    private Map<String, AccessKey> keys() throws IOException {
        json.object(Set.of("Users"), name -> {
            if (!name.equals("Users")) {
                throw json.refused("the file has no such member; it has Users");
            }
            json.list(this::user);
        });
        return Map.copyOf(keys);
    }

    /** What of a key is known before the whole of its user is. */
    private record Key(String id, String secret, @Nullable String sessionToken) {

        @Override
        public String toString() {
            return id;
        }
    }

    private User user() throws IOException {
        @Nullable String[] userName = new String[1];
        @Nullable Policy[] policy = new Policy[1];
        List<Key> userKeys = new ArrayList<>();
        json.object(Set.of("UserName", "AccessKeys"), name -> {
            switch (name) {
                case "UserName" -> userName[0] = userName();
                case "AccessKeys" -> userKeys.addAll(json.list(this::key));
                case "Policy" -> policy[0] = new PolicyReader(json).policy();
                default -> throw json.refused("a user has no such member; it has UserName, AccessKeys and Policy");
            }
        });
        User user = new User(Objects.requireNonNull(userName[0]), policy[0]);
        for (Key key : userKeys) {
            AccessKey before =
                    keys.putIfAbsent(key.id(), new AccessKey(key.id(), key.secret(), key.sessionToken(), user));
            if (before != null) {
                throw json.refused("the access key " + key.id() + " is there twice");
            }
        }
        return user;
    }

    private String userName() throws IOException {
        String name = json.string();
        if (!USER_NAME.matcher(name).matches()) {
            throw json.refused("a user's name has up to 64 letters, digits and characters of _+=,.@-");
        }
        if (!names.add(name)) {
            throw json.refused("the user " + name + " is there twice");
        }
        return name;
    }

    private Key key() throws IOException {
        @Nullable String[] members = new String[3];
        json.object(Set.of("AccessKeyId", "SecretAccessKey"), name -> {
            switch (name) {
                case "AccessKeyId" -> members[0] = accessKeyId();
                case "SecretAccessKey" -> members[1] = json.string();
                case "SessionToken" -> members[2] = json.string();
                default ->
                    throw json.refused(
                            "an access key has no such member; it has AccessKeyId, SecretAccessKey and SessionToken");
            }
        });
        return new Key(Objects.requireNonNull(members[0]), Objects.requireNonNull(members[1]), members[2]);
    }

    private String accessKeyId() throws IOException {
        String id = json.string();
        if (!ACCESS_KEY_ID.matcher(id).matches()) {
            throw json.refused("the id of an access key has up to 128 letters, digits and underscores");
        }
        return id;
    }
}
