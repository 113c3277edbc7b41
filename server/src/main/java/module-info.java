/** The DynamoDB JSON protocol over HTTP, in front of an embedded store. */
module dev.dolmen.server {
    requires static org.jspecify;
    requires transitive dev.dolmen.engine;
    requires com.fasterxml.jackson.core;
    requires org.eclipse.jetty.server;
    requires org.slf4j;

    exports dev.dolmen.server;
}
