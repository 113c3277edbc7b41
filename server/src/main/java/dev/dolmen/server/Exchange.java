package dev.dolmen.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.dolmen.server.Operations.Answer;
import dev.dolmen.server.signature.SignableRequest;
import dev.dolmen.server.signature.UriEncoding;
import dev.dolmen.server.wire.SerializationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One request and its answer, as HTTP has them: bodies that may be compressed, the answer's id and its checksum. */
final class Exchange {

    private static final String REQUEST_ID = "x-amzn-RequestId";
    private static final String CHECKSUM = "x-amz-crc32";
    private static final String JSON_TYPE = "application/x-amz-json-1.0";
    private static final String PLAIN_JSON_TYPE = "application/json";
    private static final String GZIP = "gzip";

    private static final int REQUEST_ID_LENGTH = 52;
    private static final int REQUEST_ID_BYTES = 32;
    private static final int REQUEST_ID_RADIX = 32;

    /** Smaller answers are not worth compressing. */
    private static final int MIN_COMPRESSED_BYTES = 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private final Request request;
    private final Response response;
    private final Callback callback;

    Exchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        response.getHeaders().put(REQUEST_ID, requestId());
        response.getHeaders().put(HttpHeader.SERVER, "Server");
    }

    /** As the service makes them: 52 letters and digits. */
    private static String requestId() {
        byte[] random = new byte[REQUEST_ID_BYTES];
        ThreadLocalRandom.current().nextBytes(random);
        String digits = new BigInteger(1, random).toString(REQUEST_ID_RADIX).toUpperCase(Locale.ROOT);
        return "0".repeat(REQUEST_ID_LENGTH - digits.length()) + digits;
    }

    /** Whether the body is said to be JSON, of either type that the service takes; true also when nothing is said. */
    boolean isJson() {
        String type = contentType();
        return type == null || type.equals(JSON_TYPE) || type.equals(PLAIN_JSON_TYPE);
    }

    private @Nullable String contentType() {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type == null ? null : type.split(";", 2)[0].strip();
    }

    /** Where the request goes to, without its query. */
    String path() {
        return Request.getPathInContext(request);
    }

    String method() {
        return request.getMethod();
    }

    /** The value of a header of the request; null when it has none. */
    @Nullable
    String header(String name) {
        return request.getHeaders().get(name);
    }

    /** The value of a parameter of the query; null when it is not there. */
    @Nullable
    String queryParameter(String name) {
        String query = request.getHttpURI().getQuery();
        return query == null ? null : UriEncoding.parameter(bytes(query), name);
    }

    /** The name and port by which the client reaches this server. */
    String host() {
        String host = request.getHeaders().get(HttpHeader.HOST);
        return host == null ? Request.getLocalAddr(request) + ":" + Request.getLocalPort(request) : host;
    }

    void setHeader(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /** How the body is coded, in the order in which to undo it; null when that is not known here. */
    @Nullable
    List<ContentCoding> codings() {
        return ContentCoding.toUndo(request.getHeaders().get(HttpHeader.CONTENT_ENCODING));
    }

    /**
     * The whole body of the request, as it was sent.
     *
     * @return null when it is larger than allowed
     * @throws IOException when the client does not send it
     */
    byte @Nullable [] sentBody(int maxBytes) throws IOException {
        return readAtMost(maxBytes, Content.Source.asInputStream(request));
    }

    /**
     * A body without its codings.
     *
     * @return null when it is larger than allowed
     * @throws SerializationException when it is said to be compressed and is not
     */
    static byte @Nullable [] decoded(byte[] sent, List<ContentCoding> codings, int maxBytes) {
        byte[] body = sent;
        try {
            for (ContentCoding coding : codings) {
                body = body == null ? null : readAtMost(maxBytes, coding.decoded(new ByteArrayInputStream(body)));
            }
        } catch (IOException e) {
            throw new SerializationException(null);
        }
        return body;
    }

    /** The request as it is signed. @param body as it was sent */
    SignableRequest signable(byte[] body) {
        String query = request.getHttpURI().getQuery();
        return new SignableRequest(
                method(),
                bytes(request.getHttpURI().getPath()),
                query == null ? "" : bytes(query),
                name -> request.getHeaders().getValuesList(name),
                body);
    }

    /** One byte in each character, as headers are read. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static byte @Nullable [] readAtMost(int maxBytes, InputStream source) throws IOException {
        try (source) {
            byte[] bytes = source.readNBytes(maxBytes + 1);
            return bytes.length > maxBytes ? null : bytes;
        }
    }

    /** Answers with a JSON object of these members, in the type that the request came in. */
    void answer(int status, Answer members) {
        String type = PLAIN_JSON_TYPE.equals(contentType()) ? PLAIN_JSON_TYPE : JSON_TYPE;
        if (members == Answer.NONE) {
            send(status, type, new byte[0]);
            return;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new AssertionError("writing into memory cannot fail", e);
        }
        send(status, type, body.toByteArray());
    }

    void answer(int status, String text) {
        send(status, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    /** The client has gone, or cannot be understood as HTTP. */
    void fail(IOException cause) {
        callback.failed(cause);
    }

    private void send(int status, String type, byte[] body) {
        byte[] sent = body;
        if (body.length >= MIN_COMPRESSED_BYTES && acceptsGzip()) {
            sent = compressed(body);
            response.getHeaders().put(HttpHeader.CONTENT_ENCODING, GZIP);
        }
        // DynamoDB's checksum is that of the bytes sent, compressed or not; its SDKs check it as such.
        CRC32 checksum = new CRC32();
        checksum.update(sent);
        response.setStatus(status);
        response.getHeaders().put(CHECKSUM, checksum.getValue());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, sent.length);
        response.write(true, ByteBuffer.wrap(sent), callback);
    }

    private boolean acceptsGzip() {
        String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
        if (accepted == null) {
            return false;
        }
        for (String encoding : accepted.split(",")) {
            String[] parts = encoding.strip().split(";");
            if (parts[0].strip().equalsIgnoreCase(GZIP)) {
                return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    private static byte[] compressed(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new AssertionError("writing into memory cannot fail", e);
        }
        return compressed.toByteArray();
    }
}
