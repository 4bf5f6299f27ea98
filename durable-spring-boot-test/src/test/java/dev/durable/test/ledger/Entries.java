package dev.durable.test.ledger;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table. */
@Repository
public class Entries {

    private final JdbcClient jdbc;

    Entries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes an entry. */
    public void add(String entry) {
        jdbc.sql("insert into entry (text) values (?)").param(entry).update();
    }

    /** All entries. */
    public List<String> all() {
        return jdbc.sql("select text from entry").query(String.class).list();
    }
}
