package dev.dolmen.server;

import java.net.URI;
import java.net.http.HttpRequest;

/** Requests with what the server wants to see of a signature. */
final class SignedRequests {

    private SignedRequests() {}

    static HttpRequest.Builder to(URI address) {
        return HttpRequest.newBuilder(address)
                .header("X-Amz-Date", "20260101T000000Z")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/dynamodb/aws4_request, "
                                + "SignedHeaders=host, Signature=none");
    }
}
