"""Which events of one wish are folded, and which happened before which (§7)."""
from collections import defaultdict


class Causality:
    """Which events of one wish are folded, and which happened before which (§7)."""

    def __init__(self, events, known, cut):
        """`known(dot)`: the roster has folded it; `cut(dot)`: a suspension has cut it."""
        self.effective, self.folded = {}, {}
        waiting = {event.dot: event for event in events}
        own, last = defaultdict(list), {}
        for number in sorted(waiting):
            last[number] = own[number[0]][-1] if own[number[0]] else None
            own[number[0]].append(number)

        def ready(event, over):
            names = [*event.seen.items()]
            return ((event.roster is None or known(event.roster))
                    and (last[event.dot] is None or last[event.dot] in self.folded)
                    and all(one in self.folded or over and cut(one) for one in names))

        def fold(event):
            del waiting[event.dot]
            before = [event.seen, {event.dot[0]: event.dot[1]}]
            for one in [last[event.dot], *event.seen.items()]:
                before.append(self.effective.get(one, {}))
            joined = defaultdict(int)
            for one in before:
                for writer, number in one.items():
                    joined[writer] = max(joined[writer], number)
            self.effective[event.dot], self.folded[event.dot] = dict(joined), event

        while True:
            free = [event for event in waiting.values() if ready(event, False)]
            if not free:
                free = sorted((event for event in waiting.values() if ready(event, True)),
                              key=lambda event: event.dot)[:1]
            if not free:
                break
            for event in free:
                fold(event)
        self.waiting = waiting

    def before(self, one, other):
        """Whether `one` happened before `other`, both events."""
        return one is not other and self.covers(other, one.dot)

    def covers(self, event, dot):
        return self.effective[event.dot].get(dot[0], 0) >= dot[1]
