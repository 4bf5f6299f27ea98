package dev.durable.docs.guide;

class NoOfferException extends RuntimeException {

    NoOfferException() {
        super("Nobody offers the trip");
    }
}
