package dev.durable.jpa;

import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;

/** Puts the prefix before the tables' names, and names columns in snake case. */
final class PrefixedTableNaming extends PhysicalNamingStrategySnakeCaseImpl {

    private final String prefix;

    PrefixedTableNaming(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Identifier toPhysicalTableName(Identifier logicalName, JdbcEnvironment jdbcEnvironment) {
        return Identifier.toIdentifier(prefix + logicalName.getText());
    }
}
