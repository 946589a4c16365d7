#include "decide/services/s3_account_actions.h"

#include "absl/algorithm/container.h"
#include "iamsim/model/evaluation_options.h"

namespace iamsim {

namespace {

constexpr absl::string_view kAccountActions[] = {
    "createjob",
    "createstoragelensgroup",
    "getaccesspoint",
    "getaccountpublicaccessblock",
    "listaccessgrantsinstances",
    "listaccesspoints",
    "listaccesspointsforobjectlambda",
    "listallmybuckets",
    "listjobs",
    "listmultiregionaccesspoints",
    "liststoragelensconfigurations",
    "liststoragelensgroups",
    "putaccesspointpublicaccessblock",
    "putaccountpublicaccessblock",
    "putstoragelensconfiguration",
};

}  // namespace

bool IsS3AccountAction(const Action& action) {
  return action.service() == defaults::kAcceptsArnForAccountActions &&
         absl::c_linear_search(kAccountActions, action.name());
}

}  // namespace iamsim
