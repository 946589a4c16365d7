#include "iamsim/graph/picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "role_world.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

class PictureTest : public testing::Test {
 protected:
  PictureTest() {
    RoleWorldShape shape;
    shape.roles = 80;
    shape.seed = 5;
    world_ = PreparedSnapshot::Prepare(MakeRoleWorld(shape));
    graph_ = *AssumeGraph::Build(world_, AssumeGraphOptions());
  }
  // "from to" of every edge between principals, sets as their members.
  static std::multiset<std::string> Pairs(const Picture& picture) {
    std::multiset<std::string> out;
    for (const Picture::Edge& edge : picture.edges) {
      const Picture::Node& from = picture.nodes[edge.from];
      const std::string& to = picture.nodes[edge.to].id;
      if (from.kind == "role" || from.kind == "user") out.insert(absl::StrCat(from.id, " ", to));
      for (const std::string& member : from.members) out.insert(absl::StrCat(member, " ", to));
    }
    return out;
  }
  std::shared_ptr<const PreparedSnapshot> world_;
  std::shared_ptr<const AssumeGraph> graph_;
};

TEST_F(PictureTest, DrawsEveryEdgeOnce) {
  const auto picture = DrawGraph(*graph_);
  ASSERT_THAT(picture, IsOk());
  std::multiset<std::string> wanted;
  for (const std::uint32_t role : graph_->roles()) {
    EXPECT_THAT(graph_->ForEachTo(role,
                                  [&](const AssumeGraph::Edge& edge) {
                                    const auto principals = world_->snapshot().principals();
                                    wanted.insert(absl::StrCat(principals[edge.from].arn.text(),
                                                               " ", principals[role].arn.text()));
                                  }),
                IsOk());
  }
  EXPECT_EQ(Pairs(*picture), wanted);
  EXPECT_TRUE(absl::c_any_of(picture->nodes, [](const auto& node) { return node.kind == "set"; }));
}

TEST_F(PictureTest, DrawsWhatTheFilterAsksFor) {
  PictureFilter filter;
  filter.only_cross_account = true;
  const auto crossing = DrawGraph(*graph_, filter);
  ASSERT_THAT(crossing, IsOk());
  EXPECT_FALSE(crossing->edges.empty());
  for (const Picture::Edge& edge : crossing->edges) {
    EXPECT_NE(crossing->nodes[edge.from].account, crossing->nodes[edge.to].account);
  }
  filter = {};
  filter.sources = {{world_->snapshot().principals()[graph_->roles().front()].arn.text()}};
  const auto from = DrawGraph(*graph_, filter);
  ASSERT_THAT(from, IsOk());
  for (const Picture::Edge& edge : from->edges) {
    EXPECT_EQ(from->nodes[edge.from].id, filter.sources->front());
  }
}

}  // namespace
}  // namespace iamsim
