// Which session a packet answers (semantics F2), and what it looks like on either side of the device that keeps it.
#pragma once

#include <optional>
#include <vector>

#include "sekimori/simulate/simulate.hpp"

namespace sekimori::simulation {

/// The session table that `device` reads: its own rows and those of its cluster (`session_group`).
[[nodiscard]] std::vector<Session> sessions_of(const Network& network, const std::vector<Session>& sessions, DeviceId device);
/// RFC 792 and RFC 4443: unreachable, source quench, redirect, time exceeded, parameter problem, packet too big.
[[nodiscard]] bool is_icmp_error(const Packet& packet);
/// `packet` comes back from where the session's packets were sent to: addresses, protocol and ports are those of its `translated` header
/// reversed. Fragments have no ports and match without. ICMP errors answer every session, from any source.
[[nodiscard]] bool answers(const Session& session, const Packet& packet);
/// The reply as the policy sees it, and as it leaves towards the initiator. Flags stay those of `packet`; an ICMP error keeps addresses
/// that are not the session's.
[[nodiscard]] Packet reply_at_policy(const Session& session, const Packet& packet);
[[nodiscard]] Packet reply_as_sent(const Session& session, const Packet& at_policy);

}  // namespace sekimori::simulation
