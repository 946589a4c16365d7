// Tested by picture_test.cc.
#include "iamsim/graph/picture.h"

#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "graph/target.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/graph/control.h"
#include "iamsim/graph/pass_role.h"
#include "iamsim/model/caller.h"

namespace iamsim {
namespace {

class Drawer {
 public:
  Drawer(const AssumeGraph& graph, const PictureFilter& filter)
      : graph_(graph), filter_(filter), inner_(graph.world().principals().size()) {
    for (std::uint32_t id = 0; id < graph.sets().size(); ++id) {
      if (graph.sets()[id].outer == AssumeGraph::Set::kNone) continue;
      for (const std::uint32_t member : graph.sets()[id].members) inner_[member] = id;
    }
  }

  absl::StatusOr<Picture> Draw() {
    std::map<std::uint32_t, std::vector<AssumeGraph::HyperEdge>> sets;
    for (AssumeGraph::HyperEdge& edge : graph_.HyperEdges()) {
      sets[edge.role].push_back(std::move(edge));
    }
    std::map<std::uint32_t, std::vector<AssumeGraph::Edge>> single;
    for (AssumeGraph::Edge& edge : graph_.SingleAnswers()) {
      single[edge.role].push_back(std::move(edge));
    }
    for (const std::uint32_t role : graph_.roles()) {
      if (!filter_.edges.assume || !IsTarget(role)) continue;
      IAMSIM_RETURN_IF_ERROR(DrawRole(role, sets[role], single[role]));
    }
    if (filter_.edges.assume) DrawOutside();
    if (filter_.edges.pass_role) IAMSIM_RETURN_IF_ERROR(DrawPassedRoles());
    if (filter_.edges.control) IAMSIM_RETURN_IF_ERROR(DrawControl());
    return Finish();
  }

 private:
  const PrincipalRecord& Record(std::uint32_t id) const {
    return graph_.world().snapshot().principals()[id];
  }

  bool IsTarget(std::uint32_t id) const {
    return !filter_.targets || absl::c_linear_search(*filter_.targets, id);
  }
  bool IsSource(const std::string& name) const {
    return !filter_.sources || absl::c_linear_search(*filter_.sources, name);
  }
  bool IsSource(std::uint32_t id) const { return IsSource(Record(id).arn.text()); }

  // A set in which somebody has another answer is drawn member by member.
  absl::Status DrawRole(std::uint32_t role, const std::vector<AssumeGraph::HyperEdge>& sets,
                        const std::vector<AssumeGraph::Edge>& single) {
    std::set<std::uint32_t> answered;
    std::set<std::uint32_t> mixed;
    std::set<std::uint32_t> alone;
    for (const AssumeGraph::HyperEdge& edge : sets) {
      answered.insert(edge.set);
      mixed.insert(graph_.sets()[edge.set].outer);
      if (edge.is_individual) mixed.insert(edge.set);
    }
    for (const AssumeGraph::Edge& edge : single) {
      alone.insert(edge.from);
      mixed.insert(inner_[edge.from]);
      mixed.insert(graph_.sets()[inner_[edge.from]].outer);
    }
    for (const AssumeGraph::HyperEdge& edge : sets) {
      const std::vector<std::uint32_t>& members = graph_.sets()[edge.set].members;
      if (!IsEdge(edge.answer)) continue;
      if (members.size() > 1 && !filter_.sources && !mixed.contains(edge.set)) {
        Add(SetNode(edge.set), role, edge.answer);
        continue;
      }
      for (const std::uint32_t member : members) {
        const bool is_of_inner = inner_[member] != edge.set && answered.contains(inner_[member]);
        if (!is_of_inner && !alone.contains(member)) {
          IAMSIM_RETURN_IF_ERROR(DrawPair(member, role));
        }
      }
    }
    for (const std::uint32_t from : alone) IAMSIM_RETURN_IF_ERROR(DrawPair(from, role));
    return absl::OkStatus();
  }

  absl::Status DrawPair(std::uint32_t from, std::uint32_t role) {
    if (!IsSource(from)) return absl::OkStatus();
    IAMSIM_ASSIGN_OR_RETURN(const std::optional<SweepAnswer> answer, graph_.Find(from, role));
    if (answer) Add(NodeOf(from), role, *answer);
    return absl::OkStatus();
  }

  void DrawOutside() {
    for (const AssumeGraph::OutsideEdge& edge : graph_.outside()) {
      if (!IsTarget(edge.role) || !IsSource(edge.from.principal)) continue;
      Add(OutsideNode(edge.from.principal), edge.role, {edge.from.kind, edge.from.allowed_when});
    }
  }

  absl::Status DrawPassedRoles() {
    PassRoleEdges passes(graph_);
    for (const std::uint32_t role : graph_.roles()) {
      if (!IsTarget(role)) continue;
      IAMSIM_ASSIGN_OR_RETURN(std::vector<PassRoleEdge> edges, passes.To(role));
      for (PassRoleEdge& edge : edges) {
        // A role that is passed by itself gives nothing new.
        if (!IsSource(edge.from) || edge.from == role) continue;
        Add(NodeOf(edge.from), role,
            {.kind = EdgeKind::kPassRole,
             .service = std::move(edge.service),
             .actions = std::move(edge.actions),
             .answer = std::move(edge.answer)});
      }
    }
    return absl::OkStatus();
  }

  absl::Status DrawControl() {
    for (std::uint32_t to = 0; to < inner_.size(); ++to) {
      if (!IsTarget(to)) continue;
      IAMSIM_ASSIGN_OR_RETURN(std::vector<ControlEdge> edges, FindControlEdgesTo(graph_, to));
      for (ControlEdge& edge : edges) {
        if (!IsSource(edge.from)) continue;
        Add(NodeOf(edge.from), to,
            {.kind = EdgeKind::kControl,
             .service = "",
             .actions = {std::move(edge.action)},
             .answer = std::move(edge.answer)});
      }
    }
    return absl::OkStatus();
  }

  Picture::Node NodeOf(std::uint32_t id) const {
    const PrincipalRecord& record = Record(id);
    return {record.arn.text(),
            record.kind == PrincipalKind::kRole ? "role" : "user",
            std::string(record.arn.account()),
            record.name,
            {}};
  }

  Picture::Node SetNode(std::uint32_t id) const {
    const AssumeGraph::Set& set = graph_.sets()[id];
    const PrincipalRecord& one = Record(set.members.front());
    Picture::Node node{absl::StrCat("set-", id), "set", std::string(one.arn.account()), "", {}};
    node.label =
        absl::StrCat(set.members.size(), one.kind == PrincipalKind::kRole ? " roles" : " users");
    for (const std::uint32_t member : set.members) {
      node.members.push_back(Record(member).arn.text());
    }
    return node;
  }

  static Picture::Node OutsideNode(const std::string& name) {
    Picture::Node node{name, "everyone", "", name, {}};
    if (name == "*") return node;
    const absl::StatusOr<Caller> caller = ParseCaller(name);
    if (!caller.ok()) return node;
    node.kind = caller->kind == CallerKind::kService            ? "service"
                : caller->kind == CallerKind::kIdentityProvider ? "provider"
                : caller->kind == CallerKind::kUser             ? "user"
                : caller->kind == CallerKind::kRoleSession      ? "role"
                                                                : "account";
    node.account = caller->account;
    if (node.kind == "account") node.label = absl::StrCat("account ", node.account);
    if (const absl::StatusOr<Arn> arn = ParseArn(name); arn.ok() && node.kind != "account") {
      node.label = std::string(arn->resource());
    }
    return node;
  }

  void Add(Picture::Node from, std::uint32_t target, const SweepAnswer& answer) {
    Add(std::move(from), target, Picture::Edge{.service = "", .actions = {}, .answer = answer});
  }

  void Add(Picture::Node from, std::uint32_t target, Picture::Edge edge) {
    Picture::Node to = NodeOf(target);
    if (filter_.only_cross_account && from.account == to.account) return;
    if (!filter_.account.empty() && from.account != filter_.account &&
        to.account != filter_.account) {
      return;
    }
    edges_.push_back({from.id, to.id, std::move(edge)});
    nodes_.try_emplace(from.id, from);
    nodes_.try_emplace(to.id, to);
  }

  Picture Finish() {
    Picture out;
    std::map<std::string, std::size_t> index;
    for (auto& [id, node] : nodes_) {
      index[id] = out.nodes.size();
      const AccountRecord* account = graph_.world().snapshot().FindAccount(node.account);
      if (account != nullptr && !account->name.empty()) {
        out.account_names[account->id] = account->name;
      }
      out.nodes.push_back(std::move(node));
    }
    absl::c_stable_sort(edges_, [](const Drawn& a, const Drawn& b) {
      return std::tie(a.from, a.to, a.edge.kind, a.edge.service, a.edge.actions) <
             std::tie(b.from, b.to, b.edge.kind, b.edge.service, b.edge.actions);
    });
    for (Drawn& drawn : edges_) {
      drawn.edge.from = index[drawn.from];
      drawn.edge.to = index[drawn.to];
      out.edges.push_back(std::move(drawn.edge));
    }
    return out;
  }

  struct Drawn {
    std::string from;
    std::string to;
    Picture::Edge edge;
  };

  const AssumeGraph& graph_;
  const PictureFilter& filter_;
  std::vector<std::uint32_t> inner_;  // the innermost set of each principal
  std::map<std::string, Picture::Node> nodes_;
  std::vector<Drawn> edges_;
};

}  // namespace

absl::StatusOr<Picture> DrawGraph(const AssumeGraph& graph, const PictureFilter& filter) {
  return Drawer(graph, filter).Draw();
}

}  // namespace iamsim
