package dev.dolmen.server.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How a request is signed (AWS, "Create a signed API request"). Both texts are public: they hold nothing that was not sent,
 * and the service itself tells them to a client whose signature is wrong.
 *
 * <pre>
 * canonical request = method, path, query, headers, names of headers, hash of the body
 * string to sign    = algorithm, time, scope, hash of the canonical request
 * key               = HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), "aws4_request")
 * signature         = HMAC(key, string to sign)
 * </pre>
 *
 * @param canonicalRequest with one byte in each character
 * @param stringToSign what the key is applied to
 * @param bodyHash of the body as it was sent, in lower-case hexadecimal digits
 */
public record SigningProcess(String canonicalRequest, String stringToSign, String bodyHash) {

    /** The only algorithm there is. */
    public static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final Pattern SPACES = Pattern.compile("[ \t]+");

    /** The parameter of a query that holds the signature, and so is not signed itself. */
    private static final String SIGNATURE = "X-Amz-Signature";

    /**
     * @param signedHeaders the names of the headers that are signed, in any order
     * @param time as {@code 20261121T224500Z}
     */
    public static SigningProcess of(
            SignableRequest request, List<String> signedHeaders, String time, CredentialScope scope) {
        String bodyHash = Sha256.hex(request.body());
        String canonical = canonical(request, signedHeaders, bodyHash);
        String hash = Sha256.hex(canonical.getBytes(StandardCharsets.ISO_8859_1));
        return new SigningProcess(canonical, String.join("\n", ALGORITHM, time, scope.scope(), hash), bodyHash);
    }

    private static String canonical(SignableRequest request, List<String> signedHeaders, String bodyHash) {
        TreeSet<String> names = new TreeSet<>();
        signedHeaders.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        StringBuilder canonical = new StringBuilder()
                .append(request.method())
                .append('\n')
                .append(UriEncoding.canonicalPath(request.path()))
                .append('\n')
                .append(UriEncoding.canonicalQuery(request.query(), SIGNATURE))
                .append('\n');
        for (String name : names) {
            canonical.append(name).append(':');
            String separator = "";
            for (String value : request.headers().values(name)) {
                canonical.append(separator).append(SPACES.matcher(value.strip()).replaceAll(" "));
                separator = ",";
            }
            canonical.append('\n');
        }
        return canonical
                .append('\n')
                .append(String.join(";", names))
                .append('\n')
                .append(bodyHash)
                .toString();
    }

    /** The signature, in 32 bytes. */
    public byte[] signature(String secretAccessKey, CredentialScope scope) {
        byte[] key = Sha256.hmac(("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8), scope.date());
        for (String part : List.of(scope.region(), scope.service(), scope.terminator())) {
            key = Sha256.hmac(key, part);
        }
        return Sha256.hmac(key, stringToSign);
    }
}
