package dev.dolmen.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Where requests go, in DynamoDB's JSON protocol. */
final class Endpoint {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CREDENTIALS =
            "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
                    + " SignedHeaders=host;x-amz-date;x-amz-target, Signature=0";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    Endpoint(URI address) {
        this.address = address;
    }

    WireAnswer send(WireRequest request) {
        return send(request.operation(), request.body().toString());
    }

    /** Sends a body that need not be JSON. */
    WireAnswer send(String operation, String body) {
        HttpRequest http = HttpRequest.newBuilder(address)
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("X-Amz-Date", "20260101T000000Z")
                .header("Authorization", CREDENTIALS)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(http, HttpResponse.BodyHandlers.ofString());
            return new WireAnswer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(operation + " " + body, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + operation, e);
        }
    }
}
