package dev.dolmen.server;

import static dev.dolmen.model.ScalarAttributeType.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.Dolmen;
import dev.dolmen.item.Item;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A request of which any signed byte has been changed on its way is refused, and changes nothing. */
class AuthenticationProperties {

    private static final SigV4Signer ANA = new SigV4Signer("ANA1", "a secret", "20260101T120000Z", "us-east-1");

    /** What is sent before the headers, without escapes whose letters could be of either case. */
    private static final String METHOD = "POST";

    private static final String TARGET = "/?a=%20b&c=d";
    private static final String BODY = "{\"TableName\": \"Users\", \"Item\": {\"user_id\": {\"S\": \"00000001\"}}}";

    private static Path directory;
    private static Dolmen dolmen;
    private static DolmenServer server;

    @BeforeContainer
    static void start() throws IOException {
        directory = Files.createTempDirectory("dolmen-authentication");
        Path file = Files.writeString(
                directory.resolve("access.json"),
                """
                {"Users": [{"UserName": "ana", "AccessKeys": [{"AccessKeyId": "ANA1", "SecretAccessKey": "a secret"}]}]}
                """);
        dolmen = Dolmen.open(directory.resolve("store"));
        dolmen.createTable("Users").partitionKey("user_id", S).run();
        server = DolmenServer.start(
                dolmen,
                ServerOptions.DEFAULT.withCredentials(Credentials.read(file)),
                () -> Instant.parse("2026-01-01T12:00:00Z"));
    }

    @AfterContainer
    static void stop() throws IOException {
        server.close();
        dolmen.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The parts of a request that are signed, as they are sent. */
    private static TreeMap<String, String> headers() {
        return new TreeMap<>(Map.of(
                "host", server.endpoint().getAuthority(),
                "x-amz-date", ANA.time(),
                "x-amz-target", "DynamoDB_20120810.PutItem",
                "content-type", "application/x-amz-json-1.0",
                "x-note", "f\u00c3\u00a9ll"));
    }

    private static String send(String method, String target, Map<String, String> headers, String signature, String body)
            throws IOException {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
        request.append("Authorization: AWS4-HMAC-SHA256 Credential=ANA1/20260101/us-east-1/dynamodb/aws4_request,"
                + "SignedHeaders=content-type;host;x-amz-date;x-amz-target;x-note,Signature=" + signature + "\r\n");
        request.append("Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String signature() {
        TreeMap<String, String> headers = headers();
        // The signer takes texts in characters; the header is sent in the bytes of its UTF-8.
        headers.put("x-note", "f\u00e9ll");
        URI endpoint = URI.create(server.endpoint() + TARGET);
        return ANA.signature(METHOD, endpoint, headers, BODY.getBytes(StandardCharsets.US_ASCII));
    }

    private static String changed(String text, int at, byte to) {
        int place = at % text.length();
        return text.substring(0, place) + (char) (to & 0xFF) + text.substring(place + 1);
    }

    @Property(tries = 1)
    void unchangedItIsPerformed() throws IOException {
        assertThat(send(METHOD, TARGET, headers(), signature(), BODY)).startsWith("HTTP/1.1 200");
        assertThat(dolmen.table("Users").delete("00000001").returningOld().run().attributes())
                .isEqualTo(Item.of("user_id", "00000001"));
    }

    /** @param part 0 to 2 for method, target and body, 3 for the signature, the rest for headers */
    @Property(tries = 600)
    void aChangedByteIsNoticed(
            @ForAll @IntRange(max = 8) int part,
            @ForAll @IntRange(max = 1000) int at,
            @ForAll @ByteRange(min = 33, max = 126) byte to)
            throws IOException {
        TreeMap<String, String> headers = headers();
        String method = part == 0 ? changed(METHOD, at, to) : METHOD;
        String target = part == 1 ? changed(TARGET, at, to) : TARGET;
        String body = part == 2 ? changed(BODY, at, to) : BODY;
        String signature = part == 3 ? changed(signature(), at, to) : signature();
        if (part > 3) {
            String name = headers.keySet().stream().skip(part - 4L).findFirst().orElseThrow();
            headers.put(name, changed(headers.get(name), at, to));
        }
        boolean isSame = method.equals(METHOD)
                && target.equals(TARGET)
                && body.equals(BODY)
                && signature.equalsIgnoreCase(signature())
                && headers.equals(headers());
        if (!isSame) {
            String answer = send(method, target, headers, signature, body);
            assertThat(answer).startsWith("HTTP/1.1 4");
            assertThat(dolmen.table("Users").scan().count()).isZero();
        }
    }
}
