package dev.durable.docs.signup;

/** Stands for the mail system. */
public interface Mailer {

    void send(String key, String address, String text);
}
