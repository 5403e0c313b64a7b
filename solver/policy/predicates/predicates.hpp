// One function for each predicate of the policy, in a file of its own (domain: 32 predicates P-*, and P-PACK about the pack itself).
#pragma once

#include "sekimori/policy/predicate.hpp"

namespace sekimori {

[[nodiscard]] Predicate p_mn1();
[[nodiscard]] Predicate p_mn2();
[[nodiscard]] Predicate p_mn3();
[[nodiscard]] Predicate p_mn4();
[[nodiscard]] Predicate p_mn5();
[[nodiscard]] Predicate p_mn6();
[[nodiscard]] Predicate p_mn7();
[[nodiscard]] Predicate p_mn8();
[[nodiscard]] Predicate p_lg1();
[[nodiscard]] Predicate p_lg2();
[[nodiscard]] Predicate p_lg3();
[[nodiscard]] Predicate p_lg4();
[[nodiscard]] Predicate p_lg5();
[[nodiscard]] Predicate p_in1();
[[nodiscard]] Predicate p_in2();
[[nodiscard]] Predicate p_in3();
[[nodiscard]] Predicate p_gc1();
[[nodiscard]] Predicate p_nb1();
[[nodiscard]] Predicate p_nb2();
[[nodiscard]] Predicate p_x1();
[[nodiscard]] Predicate p_x2();
[[nodiscard]] Predicate p_x3();
[[nodiscard]] Predicate p_x4();
[[nodiscard]] Predicate p_x5();
[[nodiscard]] Predicate p_x6();
[[nodiscard]] Predicate p_x7();
[[nodiscard]] Predicate p_x8();
[[nodiscard]] Predicate p_x9();
[[nodiscard]] Predicate p_x10();
[[nodiscard]] Predicate p_x11();
[[nodiscard]] Predicate p_x12();
[[nodiscard]] Predicate p_x13();
[[nodiscard]] Predicate p_pack();

}  // namespace sekimori
