package dev.durable.autoconfigure.security;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A user that was authenticated elsewhere and earlier, with nothing but a name and authorities. */
final class PropagatedAuthentication extends AbstractAuthenticationToken {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String name;

    PropagatedAuthentication(PropagatedUser user) {
        super(AuthorityUtils.createAuthorityList(user.authorities()));
        this.name = user.name();
        super.setAuthenticated(true);
    }

    /** The name: the principal's object has stayed where it was. */
    @Override
    public String getPrincipal() {
        return name;
    }

    /** None. */
    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public void setAuthenticated(boolean authenticated) {
        if (authenticated) {
            throw new IllegalArgumentException("Cannot be made trusted again; it was when it came");
        }
        super.setAuthenticated(false);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
