package dev.dolmen.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.Dolmen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerOptionsTest {

    private static final ServerOptions DEFAULT = ServerOptions.DEFAULT;

    @Test
    void refusesWhatMakesNoSense() {
        refused(() -> DEFAULT.withPort(65_536), "port 65536 is not one: 0 to 65535");
        refused(() -> DEFAULT.withPort(-1), "port -1 is not one: 0 to 65535");
        refused(() -> DEFAULT.withMaxRequestBytes(0), "maxRequestBytes 0 is not positive");
        refused(() -> DEFAULT.withIdleTimeout(Duration.ZERO), "idleTimeout PT0S is less than a millisecond");
        refused(
                () -> DEFAULT.withStopTimeout(Duration.ofMillis(-1)),
                "stopTimeout PT-0.001S is less than a millisecond");
    }

    private static void refused(ThrowingCallable options, String message) {
        assertThatThrownBy(options).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void aConnectionThatIsSilentForTooLongIsClosed(@TempDir Path directory) throws IOException {
        ServerOptions impatient = DEFAULT.withIdleTimeout(Duration.ofMillis(50)).withStopTimeout(Duration.ofSeconds(1));
        try (Dolmen dolmen = Dolmen.open(directory);
                DolmenServer server = DolmenServer.start(dolmen, impatient);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }
}
