package org.auralink.calls.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;

/** The observers of all capabilities. Looked for once, when the first change comes. */
@ApplicationScoped
public class CallObservers {

    @Inject
    @Any
    Instance<CallObserver> beans;

    private List<CallObserver> observers = List.of();

    /** For the container. */
    public CallObservers() {}

    CallObservers(List<CallObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    @PostConstruct
    void find() {
        observers = beans.stream().toList();
    }

    /** Tells all of them, in the transaction that runs. */
    void tell(CallChange change) {
        observers.forEach(observer -> observer.happened(change));
    }
}
