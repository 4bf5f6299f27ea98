package dev.durable.docs.claims;

import dev.durable.annotation.Activity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

// region activity
@Component
@Activity
public class Payments {

    private final PaymentBook book;

    Payments(PaymentBook book) {
        this.book = book;
    }

    @PreAuthorize("hasAuthority('pay')")
    public String pay(String what) {
        String user = SecurityContextHolder.getContext().getAuthentication().getName();
        book.enter(what, user);
        return what + " paid by " + user;
    }
}
// endregion
