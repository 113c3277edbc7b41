package dev.dolmen.server;

import dev.dolmen.server.Operations.Answer;
import dev.dolmen.server.Operations.Operation;
import dev.dolmen.server.signature.Sha256;
import dev.dolmen.server.wire.JsonReader;
import dev.dolmen.server.wire.Requests;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpMethod;
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

    /** What SDKs send with a call and all its retries. */
    private static final String INVOCATION_ID = "amz-sdk-invocation-id";

    private static final int MAX_INVOCATION_ID = 64;
    private static final int TOKEN_DIGEST_BYTES = 16;

    private final Operations operations;
    private final Gate gate;
    private final Cors cors;
    private final int maxRequestBytes;

    ProtocolHandler(Operations operations, Gate gate, Cors cors, int maxRequestBytes) {
        this.operations = operations;
        this.gate = gate;
        this.cors = cors;
        this.maxRequestBytes = maxRequestBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback);
        if (cors.handle(exchange)) {
            return true;
        }
        boolean atRoot = exchange.path().equals("/");
        if (HttpMethod.GET.is(exchange.method()) && atRoot) {
            exchange.answer(200, "healthy: " + exchange.host() + " \n");
        } else if (!HttpMethod.POST.is(exchange.method()) || !atRoot || !exchange.isJson()) {
            exchange.answer(404, "<UnknownOperationException/>\n");
        } else {
            perform(exchange);
        }
        return true;
    }

    private void perform(Exchange exchange) {
        String target = exchange.header(TARGET);
        try {
            List<ContentCoding> codings = exchange.codings();
            if (codings == null) {
                exchange.setHeader("Accept-Encoding", ContentCoding.KNOWN);
                exchange.answer(415, "");
                return;
            }
            byte[] sent = exchange.sentBody(maxRequestBytes);
            byte[] body = sent == null ? null : Exchange.decoded(sent, codings, maxRequestBytes);
            if (sent == null || body == null) {
                exchange.answer(413, "");
                return;
            }
            perform(target, sent, body, exchange);
        } catch (IOException e) {
            exchange.fail(e);
        } catch (RuntimeException failure) {
            refuse(refusal(failure, target), exchange);
        }
    }

    /** @param sent the body as it was sent, which is what is signed */
    private void perform(@Nullable String target, byte[] sent, byte[] body, Exchange exchange) {
        try {
            String name = operationName(target);
            Operation operation = operations.named(name);
            if (operation == null) {
                throw new RefusedException(UnsupportedOperations.refusal(target));
            }
            Caller caller = gate.admit(exchange, sent);
            operation
                    .perform(body, caller, token(name, exchange, body), exchange.host())
                    .whenComplete((answer, failure) -> {
                        if (failure == null) {
                            answer(answer, target, exchange);
                        } else {
                            refuse(refusal(failure, target), exchange);
                        }
                    });
        } catch (RefusedException e) {
            // A body that is no JSON is told before; one that is not there is not missed yet.
            if (body.length > 0) {
                JsonReader.read(body, Requests::nothing);
            }
            refuse(e.refusal(), exchange);
        }
    }

    /** The operation that a target names; an empty name, which none has, when it is none of this service's. */
    private static String operationName(@Nullable String target) {
        return target == null || !target.startsWith(TARGET_PREFIX) ? "" : target.substring(TARGET_PREFIX.length());
    }

    /**
     * Damage of an item may come to light only as it is written. Whatever else fails there is told as well: nobody looks at
     * the future that this is called by, and the client would wait for ever.
     */
    private static void answer(Answer answer, @Nullable String target, Exchange exchange) {
        try {
            exchange.answer(200, answer);
        } catch (RuntimeException | Error failure) {
            refuse(refusal(failure, target), exchange);
        }
    }

    private static void refuse(Refusal refusal, Exchange exchange) {
        exchange.answer(refusal.status(), refusal::write);
    }

    /**
     * The request token: the id that a call's retries share, and what the call asks for, so that a client that gives two
     * different calls one id gets two answers. The body alone does not tell: an update and a delete may have the same.
     */
    private static @Nullable String token(String operation, Exchange exchange, byte[] body) {
        String id = exchange.header(INVOCATION_ID);
        if (id == null || id.isEmpty() || id.length() > MAX_INVOCATION_ID) {
            return null;
        }
        return id + ":" + operation + ":" + HexFormat.of().formatHex(Sha256.digest(body), 0, TOKEN_DIGEST_BYTES);
    }

    private static Refusal refusal(Throwable failure, @Nullable String target) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Refusal refusal = Refusal.of(cause);
        if (refusal == null) {
            LOGGER.error("{} failed", target, cause);
            return Refusal.INTERNAL;
        }
        return refusal;
    }
}
