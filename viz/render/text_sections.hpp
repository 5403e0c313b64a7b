// The sections of the text report, one function each, in the order in which render_text prints them.
#pragma once

#include "sekimori/model/network.hpp"
#include "sekimori/prove/verdict.hpp"
#include "text_page.hpp"

namespace sekimori {

/// One matrix per threat level that has cells: rows send, columns receive; a letter, and a colour, per verdict; the legend below.
void write_matrix(TextPage& page, const Report& report);
/// With a pack: one line for each predicate; then what was found and what to do where one does not hold or waits.
void write_predicates(TextPage& page, const Report& report, const Network& network);
/// With a pack: every clause of the policy text and how it stands.
void write_clauses(TextPage& page, const Report& report);
/// Each violated cell with an explanation, its legs hop by hop, the culprit lines and what it assumes.
void write_violations(TextPage& page, const Report& report, const Network& network);
/// Cells without a decision, each with its reason and the lines it rests on; then vacuous cells; then those that only people can judge.
void write_undecided(TextPage& page, const Report& report, const Network& network);
/// One line per proved cell: tier, basis, spoof-robustness, families, obligations.
void write_proved(TextPage& page, const Report& report);
/// One cell: its head, why, its legs hop by hop, the culprit lines and what it assumes.
void write_cell(TextPage& page, const CellVerdict& cell, const Report& report, const Network& network);
/// With Report::supports: each rule that proofs need, an example of what it keeps out, and the cells.
void write_supports(TextPage& page, const Report& report, const Network& network);
void write_residual_paths(TextPage& page, const Report& report);
void write_required_flows(TextPage& page, const Report& report, const Network& network);
/// What the verdicts rest on, and the last line with the counts.
void write_coverage(TextPage& page, const Report& report);
void write_counts(TextPage& page, const Report& report);

/// Traceroute-like: number, device, in -> out, VLAN, VRF; below it each decision with its rule and file:line.
void write_hops(TextPage& page, const std::vector<Hop>& hops, const Network& network, std::size_t first_number);
/// "  file:line: text of the line" for each place, repetitions left out.
void write_lines(TextPage& page, const std::vector<SourceRange>& places, const Network& network);

}  // namespace sekimori
