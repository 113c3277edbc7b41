package dev.dolmen.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.dolmen.server.Operations.Answer;
import dev.dolmen.server.Operations.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.zip.CRC32;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DynamoDB's HTTP protocol: a POST whose {@code X-Amz-Target} names the operation and whose body is its request, answered
 * with JSON, its checksum and an id (AWS, "DynamoDB low-level API").
 */
final class ProtocolHandler extends Handler.Abstract {

    private static final Logger LOGGER = LoggerFactory.getLogger(ProtocolHandler.class);

    private static final String TARGET = "X-Amz-Target";
    private static final String TARGET_PREFIX = "DynamoDB_20120810.";
    private static final String REQUEST_ID = "x-amzn-RequestId";
    private static final String CHECKSUM = "x-amz-crc32";
    private static final String JSON_TYPE = "application/x-amz-json-1.0";

    /** What SDKs send with a call and all its retries. */
    private static final String INVOCATION_ID = "amz-sdk-invocation-id";

    private static final int MAX_INVOCATION_ID = 64;
    private static final int TOKEN_DIGEST_BYTES = 16;

    private static final JsonFactory JSON = new JsonFactory();

    private final Operations operations;
    private final int maxRequestBytes;

    ProtocolHandler(Operations operations, int maxRequestBytes) {
        this.operations = operations;
        this.maxRequestBytes = maxRequestBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(REQUEST_ID, UUID.randomUUID().toString().toUpperCase(Locale.ROOT));
        if (HttpMethod.GET.is(request.getMethod())) {
            text(200, "healthy: " + request.getHeaders().get(HttpHeader.HOST) + " \n", response, callback);
        } else if (!HttpMethod.POST.is(request.getMethod())) {
            text(404, "<UnknownOperationException/>\n", response, callback);
        } else {
            perform(request, response, callback);
        }
        return true;
    }

    private void perform(Request request, Response response, Callback callback) {
        byte[] body;
        try {
            body = body(request);
        } catch (IOException e) {
            callback.failed(e);
            return;
        }
        if (body == null) {
            text(413, "", response, callback);
            return;
        }
        String target = request.getHeaders().get(TARGET);
        Operation operation = target == null || !target.startsWith(TARGET_PREFIX)
                ? null
                : operations.named(target.substring(TARGET_PREFIX.length()));
        if (operation == null) {
            refuse(Refusal.UNKNOWN_OPERATION, response, callback);
            return;
        }
        try {
            operation.perform(body, token(request, body), host(request)).whenComplete((answer, failure) -> {
                if (failure == null) {
                    answer(answer, response, callback);
                } else {
                    refuse(refusal(failure, target), response, callback);
                }
            });
        } catch (RuntimeException failure) {
            refuse(refusal(failure, target), response, callback);
        }
    }

    /** The whole body, or null when it is larger than allowed. */
    private byte @Nullable [] body(Request request) throws IOException {
        try (var in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(maxRequestBytes + 1);
            return body.length > maxRequestBytes ? null : body;
        }
    }

    private static String host(Request request) {
        String host = request.getHeaders().get(HttpHeader.HOST);
        return host == null ? Request.getLocalAddr(request) + ":" + Request.getLocalPort(request) : host;
    }

    /**
     * The request token: the id that a call's retries share, and what the call asks for, so that a client that gives two
     * different calls one id gets two answers.
     */
    private static @Nullable String token(Request request, byte[] body) {
        String id = request.getHeaders().get(INVOCATION_ID);
        if (id == null || id.isEmpty() || id.length() > MAX_INVOCATION_ID) {
            return null;
        }
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
        return id + ":" + HexFormat.of().formatHex(digest.digest(body), 0, TOKEN_DIGEST_BYTES);
    }

    private static Refusal refusal(Throwable failure, String target) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Refusal refusal = Refusal.of(cause);
        if (refusal == null) {
            LOGGER.error("{} failed", target, cause);
            return Refusal.INTERNAL;
        }
        return refusal;
    }

    private static void answer(Answer answer, Response response, Callback callback) {
        json(200, answer, response, callback);
    }

    private static void refuse(Refusal refusal, Response response, Callback callback) {
        json(refusal.status(), refusal::write, response, callback);
    }

    private static void json(int status, Answer members, Response response, Callback callback) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new AssertionError("writing into memory cannot fail", e);
        }
        send(status, JSON_TYPE, body.toByteArray(), response, callback);
    }

    private static void text(int status, String text, Response response, Callback callback) {
        send(status, "text/plain", text.getBytes(StandardCharsets.UTF_8), response, callback);
    }

    private static void send(int status, String type, byte[] body, Response response, Callback callback) {
        CRC32 checksum = new CRC32();
        checksum.update(body);
        response.setStatus(status);
        response.getHeaders().put(CHECKSUM, checksum.getValue());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
