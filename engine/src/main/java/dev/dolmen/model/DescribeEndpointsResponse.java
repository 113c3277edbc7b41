package dev.dolmen.model;

import java.util.List;

/**
 * Where requests may be sent. Only a server has endpoints.
 *
 * @param endpoints at least one
 */
public record DescribeEndpointsResponse(List<Endpoint> endpoints) {

    public DescribeEndpointsResponse {
        endpoints = Immutable.list(endpoints);
    }
}
