package dev.dolmen.server;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as a client does that knows AWS's description alone: written apart from the server's code, so that both
 * would have to make the same mistake.
 */
record SigV4Signer(String accessKeyId, String secret, String time, String region) {

    SigV4Signer at(String newTime) {
        return new SigV4Signer(accessKeyId, secret, newTime, region);
    }

    /** @param headers those to sign besides host and date, by lower-case names */
    HttpRequest.Builder request(URI endpoint, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("X-Amz-Date", time)
                .header("Authorization", authorization("POST", endpoint, headers, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return request;
    }

    private String authorization(String method, URI endpoint, Map<String, String> headers, byte[] body) {
        TreeMap<String, String> signed = new TreeMap<>(headers);
        signed.put("x-amz-date", time);
        return "AWS4-HMAC-SHA256 Credential=" + accessKeyId + "/" + scope() + ", SignedHeaders="
                + String.join(";", withHost(signed, endpoint).keySet()) + ", Signature="
                + signature(method, endpoint, withHost(signed, endpoint), body);
    }

    /** The signature of a request that has everything else about its signature in its query. */
    String signatureInQuery(URI endpoint, Map<String, String> headers, byte[] body) {
        return signature("POST", endpoint, withHost(headers, endpoint), body);
    }

    private static TreeMap<String, String> withHost(Map<String, String> headers, URI endpoint) {
        TreeMap<String, String> signed = new TreeMap<>(headers);
        signed.put("host", endpoint.getAuthority());
        return signed;
    }

    private String scope() {
        return time.substring(0, 8) + "/" + region + "/dynamodb/aws4_request";
    }

    String signature(String method, URI endpoint, TreeMap<String, String> signed, byte[] body) {
        StringBuilder canonical = new StringBuilder(method)
                .append("\n/\n")
                .append(query(endpoint))
                .append('\n');
        signed.forEach((name, value) ->
                canonical.append(name).append(':').append(value.strip()).append('\n'));
        canonical
                .append('\n')
                .append(String.join(";", signed.keySet()))
                .append('\n')
                .append(sha256(body));
        String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope() + "\n"
                + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope().split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    /** Queries of tests are in order and encoded already. */
    private static String query(URI endpoint) {
        return endpoint.getRawQuery() == null ? "" : endpoint.getRawQuery();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
