package dev.dolmen.server.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures are those of AWS's test suite. */
class SigningProcessTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String TIME = "20150830T123600Z";
    private static final CredentialScope SCOPE =
            Objects.requireNonNull(CredentialScope.parse("AKIDEXAMPLE/20150830/us-east-1/service/aws4_request"));

    static List<String> suite() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SigningProcessTest.class.getResourceAsStream("aws-test-suite.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("suite")
    void signsAsAwsDoes(String line) {
        String[] parts = line.split(" ?\\| ?");
        String[] target = parts[1].split(" ", 2);
        String[] pathAndQuery = target[1].split("\\?", 2);
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("host", List.of("example.amazonaws.com"));
        headers.put("x-amz-date", List.of(TIME));
        for (String header : parts[2].isEmpty() ? new String[0] : parts[2].split(" ; ")) {
            int colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.substring(colon + 1));
        }
        SignableRequest request = new SignableRequest(
                target[0],
                bytes(pathAndQuery[0]),
                pathAndQuery.length == 1 ? "" : bytes(pathAndQuery[1]),
                name -> headers.getOrDefault(name, List.of()),
                parts[3].getBytes(StandardCharsets.UTF_8));
        List<String> signed = new ArrayList<>(headers.keySet());
        SigningProcess process = SigningProcess.of(request, signed, TIME, SCOPE);
        assertThat(HexFormat.of().formatHex(process.signature(SECRET, SCOPE)))
                .as(process.canonicalRequest())
                .isEqualTo(parts[4]);
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void bothTextsAreThoseOfTheSuite() {
        SignableRequest vanilla = new SignableRequest(
                "GET", "/", "", name -> List.of(name.equals("host") ? "example.amazonaws.com" : TIME), new byte[0]);
        SigningProcess process = SigningProcess.of(vanilla, List.of("X-Amz-Date", "Host"), TIME, SCOPE);
        assertThat(process.canonicalRequest())
                .isEqualTo("GET\n/\n\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n"
                        + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(process.stringToSign())
                .isEqualTo("AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/service/aws4_request\n"
                        + "bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63");
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "'', /",
        "//example//, /example/",
        "/./example, /example",
        "/example/., /example",
        "/../.., /",
        "/example space/, /example%20space/",
        "/example%20space/, /example%2520space/",
    })
    void pathsAreWithoutDotsAndEncodedOnceMore(String sent, String canonical) {
        assertThat(UriEncoding.canonicalPath(sent)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "b=2&a=1, a=1&b=2",
        "a=b&a=A&a, a=&a=A&a=b",
        "a-b=1&a=2, a=2&a-b=1",
        "a=%7e%2f%2F+, a=~%2F%2F%2B",
        "a=%zz%4, a=%25zz%254",
        "a=b=c&&, a=b%3Dc",
        "a=1&X-Amz-Signature=f&x%2Damz-signature=g, a=1&x-amz-signature=g",
        "X%2DAmz-Signature=f, ''",
    })
    void queriesAreSortedAndEncodedAlike(String sent, String canonical) {
        assertThat(UriEncoding.canonicalQuery(sent, "X-Amz-Signature")).isEqualTo(canonical);
    }
}
