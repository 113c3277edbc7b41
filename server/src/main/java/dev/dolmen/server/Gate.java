package dev.dolmen.server;

/** Lets requests in, or not, by what they bring of a signature. */
@FunctionalInterface
interface Gate {

    /** Of a server that knows no users: every request that is signed at all, whoever signed it and however. */
    Gate OPEN = (exchange, body) -> {
        Signature.of(exchange);
        return Caller.ANYONE;
    };

    /**
     * Lets a request in.
     *
     * @param body as it was sent
     * @return whose request it is
     * @throws RefusedException when its signature is missing or wrong, or nobody's
     */
    Caller admit(Exchange exchange, byte[] body) throws RefusedException;
}
