package dev.dolmen.benchmarks.peer;

import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.data.Tally;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** SQLite with a write-ahead log: a table without row ids, one connection and its prepared statements for each thread. */
final class SqlitePeer implements Peer {

    private static final int BUSY_MILLIS = 60_000;

    /** One thread's connection. */
    private final class Session {
        final Connection connection;
        final PreparedStatement put;
        final PreparedStatement get;
        final PreparedStatement query;
        final PreparedStatement delete;
        final PreparedStatement deleteRange;

        Session() throws SQLException {
            connection = DriverManager.getConnection(url);
            run("PRAGMA busy_timeout = " + BUSY_MILLIS);
            run("PRAGMA journal_mode = WAL");
            run("PRAGMA synchronous = " + (options.sync() ? "FULL" : "OFF"));
            run("PRAGMA cache_size = -" + Math.max(1, options.cacheBytes() >> 10));
            run("CREATE TABLE IF NOT EXISTS rows (place BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID");
            put = connection.prepareStatement("INSERT OR REPLACE INTO rows VALUES (?, ?)");
            get = connection.prepareStatement("SELECT value FROM rows WHERE place = ?");
            query = connection.prepareStatement(
                    "SELECT value FROM rows WHERE place >= ? AND place < ? ORDER BY place LIMIT ?");
            delete = connection.prepareStatement("DELETE FROM rows WHERE place = ?");
            deleteRange = connection.prepareStatement("DELETE FROM rows WHERE place >= ? AND place < ?");
        }

        void run(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private final String url;
    private final PeerOptions options;
    private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Session> ofThread = new ThreadLocal<>();

    SqlitePeer(PeerOptions options) throws SQLException {
        this.options = options;
        url = "jdbc:sqlite:" + options.directory().resolve("rows.sqlite");
        session();
    }

    private Session session() throws SQLException {
        Session session = ofThread.get();
        if (session == null) {
            session = new Session();
            sessions.add(session);
            ofThread.set(session);
        }
        return session;
    }

    @Override
    public void put(Row row) throws SQLException {
        PreparedStatement put = session().put;
        put.setBytes(1, row.key());
        put.setBytes(2, row.value());
        put.executeUpdate();
    }

    @Override
    public long get(Row place) throws SQLException {
        byte @Nullable [] value = answer(place);
        return value == null ? Rows.ABSENT : Rows.number(value, 0, value.length);
    }

    @Override
    public byte @Nullable [] answer(Row place) throws SQLException {
        PreparedStatement get = session().get;
        get.setBytes(1, place.key());
        try (ResultSet found = get.executeQuery()) {
            return found.next() ? found.getBytes(1) : null;
        }
    }

    private static long number(ResultSet found) throws SQLException {
        byte[] value = found.getBytes(1);
        return Rows.number(value, 0, value.length);
    }

    @Override
    public void query(Row from, int limit, Tally tally) throws SQLException {
        PreparedStatement query = session().query;
        query.setBytes(1, from.key());
        query.setBytes(2, from.partitionEnd());
        query.setInt(3, limit);
        try (ResultSet found = query.executeQuery()) {
            while (found.next()) {
                tally.add(number(found));
            }
        }
    }

    @Override
    public void scan(Tally tally) throws SQLException {
        try (Statement statement = session().connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT value FROM rows ORDER BY place")) {
            while (found.next()) {
                tally.add(number(found));
            }
        }
    }

    @Override
    public void delete(Row place) throws SQLException {
        PreparedStatement delete = session().delete;
        delete.setBytes(1, place.key());
        delete.executeUpdate();
    }

    @Override
    public boolean deleteIfInactive(Row place) throws SQLException {
        Session session = session();
        session.run("BEGIN IMMEDIATE");
        boolean done = false;
        try {
            if (isInactive(session, place)) {
                delete(place);
                done = true;
            }
        } finally {
            session.run("COMMIT");
        }
        return done;
    }

    private static boolean isInactive(Session session, Row place) throws SQLException {
        session.get.setBytes(1, place.key());
        try (ResultSet found = session.get.executeQuery()) {
            if (!found.next()) {
                return false;
            }
            byte[] value = found.getBytes(1);
            return Rows.isInactive(value, 0, value.length);
        }
    }

    @Override
    public void deletePartition(Row place) throws SQLException {
        PreparedStatement deleteRange = session().deleteRange;
        deleteRange.setBytes(1, Arrays.copyOf(place.key(), place.partitionBytes()));
        deleteRange.setBytes(2, place.partitionEnd());
        deleteRange.executeUpdate();
    }

    @Override
    public void settle() throws SQLException {
        checkpoint(session());
    }

    private static void checkpoint(Session session) throws SQLException {
        session.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /** On a connection without prepared statements that were run: the driver leaves those unfinished in SQLite's eyes. */
    @Override
    public void compact() throws SQLException {
        Session fresh = new Session();
        sessions.add(fresh);
        fresh.run("VACUUM");
        checkpoint(fresh);
    }

    @Override
    public void close() throws SQLException {
        for (Session session : sessions) {
            session.connection.close();
        }
    }
}
